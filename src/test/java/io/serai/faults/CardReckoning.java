package io.serai.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What stands of the cards after a scenario: what the network was told to be approved is held or
 * booked once, what it took back is not, and the accounts say the same.
 */
final class CardReckoning {

  private static final Duration DRAIN = Duration.ofMinutes(FaultSettings.of(1, 5));
  private static final String UNPUBLISHED =
      "select count(*) from journal_epoch e"
          + " join card_event j on j.epoch = e.epoch and j.xid >= e.card_mark";

  /** What is held and booked for one key. */
  private record Held(long held, long cleared) {}

  private final World world;
  private final CardLoad cards;

  CardReckoning(World world, CardLoad cards) {
    this.world = world;
    this.cards = cards;
  }

  /** Waits until all is told; then asks again for what was approved. */
  void drain() {
    cards.repeat();
    await("all card events are on Kafka")
        .atMost(DRAIN)
        .untilAsserted(
            () -> assertThat(world.jdbc().queryForObject(UNPUBLISHED, Long.class)).isEqualTo(0L));
  }

  /** Every breach in words. */
  List<String> breaches() {
    List<String> breaches = new ArrayList<>();
    System.out.println(cards);
    Map<Integer, Held> holds = holds(breaches);
    Map<String, Long> held = new HashMap<>();
    Map<String, Long> booked = new HashMap<>();
    for (Purchase purchase : cards.book()) {
      if (purchase.contradiction() != null) {
        breaches.add(purchase.contradiction());
      }
      Held stands = Objects.requireNonNullElse(holds.remove(purchase.stan()), new Held(0, 0));
      if (stands.held() != purchase.held() || stands.cleared() != purchase.booked()) {
        breaches.add(purchase + ": stands as " + stands);
      }
      held.merge(purchase.pan(), purchase.held(), Long::sum);
      booked.merge(purchase.pan(), purchase.booked(), Long::sum);
    }
    holds.forEach((stan, hold) -> breaches.add("nobody asked for " + stan + ": " + hold));
    for (String pan : CardLoad.PANS) {
      account(
          pan,
          CardLoad.OPENING - booked.getOrDefault(pan, 0L),
          held.getOrDefault(pan, 0L),
          breaches);
    }
    breaches.addAll(CardTopic.breaches(world));
    return breaches;
  }

  private Map<Integer, Held> holds(List<String> breaches) {
    Map<Integer, Held> holds = new HashMap<>();
    world
        .jdbc()
        .query(
            "select split_part(request_key, ':', 6)::int, held_minor, cleared_minor from card_hold",
            row -> {
              Held before = holds.put(row.getInt(1), new Held(row.getLong(2), row.getLong(3)));
              if (before != null) {
                breaches.add(row.getInt(1) + " is held twice");
              }
            });
    return holds;
  }

  private void account(String pan, long balance, long held, List<String> breaches) {
    String stands =
        world
            .jdbc()
            .queryForObject(
                "select a.balance_minor || ' held ' || a.held_minor from card_account a"
                    + " join card c on c.account_id = a.id where c.bin = ? and c.last_four = ?",
                String.class,
                pan.substring(0, 6),
                pan.substring(pan.length() - 4));
    String told = balance + " held " + held;
    if (!told.equals(stands)) {
      breaches.add("an account stands at " + stands + ", the network's book says " + told);
    }
  }

  /** How often something of that kind is in the history. */
  static long count(World world, String kind) {
    return Objects.requireNonNull(
        world
            .jdbc()
            .queryForObject("select count(*) from card_event where kind = ?", Long.class, kind));
  }
}
