package io.serai.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.serai.check.CheckReport;
import io.serai.check.Checker;
import io.serai.doubles.BookEntry;
import io.serai.hub.Rest;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * What stands after a scenario: everything is resolved and published, each caller was told the
 * truth, and the providers' books say what the journal says.
 */
final class Reckoning {

  private static final Duration DRAIN = Duration.ofMinutes(FaultSettings.of(1, 5));
  private static final String UNRESOLVED =
      "select (select count(*) from payment where in_flight or state in ('unknown', 'pending'))"
          + " + (select count(*) from follow_up where open)";
  private static final String UNPUBLISHED =
      "select count(*) from journal_epoch e join journal j on j.epoch = e.epoch and j.xid >= e.mark";
  private static final String UNSETTLED =
      "select count(*) from (select payment_id, max(seq) as seq from journal group by payment_id) j"
          + " left join settlement.position p using (payment_id) where p.seq is distinct from j.seq";

  private final World world;
  private final Load load;

  Reckoning(World world, Load load) {
    this.world = world;
    this.load = load;
  }

  /** Waits until nothing is unresolved; says how long that took. */
  Duration drain(Hub hub) {
    long began = System.nanoTime();
    await("nothing is unresolved")
        .atMost(DRAIN)
        .pollInterval(Duration.ofMillis(100))
        .untilAsserted(() -> assertThat(count(UNRESOLVED)).isZero());
    Duration drained = Duration.ofNanos(System.nanoTime() - began);
    Rest rest = hub.rest();
    await("everybody has a final answer")
        .atMost(DRAIN)
        .untilAsserted(
            () -> {
              load.settle(rest);
              assertThat(load.unsettled()).isEmpty();
            });
    // A key that was given back may have been used once more by that.
    await("nothing is unresolved")
        .atMost(DRAIN)
        .untilAsserted(() -> assertThat(count(UNRESOLVED)).isZero());
    await("everything is on Kafka")
        .atMost(DRAIN)
        .untilAsserted(() -> assertThat(count(UNPUBLISHED)).isZero());
    load.repeat(rest);
    await("everything is settled")
        .atMost(DRAIN)
        .pollInterval(Duration.ofMillis(500))
        .untilAsserted(() -> assertThat(count(UNSETTLED)).isZero());
    return drained;
  }

  /** What the checker says of journal, ledger, books and Kafka, the published copy read too. */
  private List<String> checked() {
    var checker =
        Checker.on(world.database())
            .kafka(
                String.valueOf(world.settings().get("serai.kafka.brokers")),
                String.valueOf(world.settings().get("serai.relay.topic")))
            .full();
    World.PROVIDERS.forEach(provider -> checker.book(provider, world.book(provider)));
    try {
      CheckReport report = checker.run();
      System.out.println(report.summary());
      assertThat(report.unresolved()).as("unresolved").isZero();
      assertThat(report.unsettled()).as("not settled yet").isZero();
      return report.breaches().stream().map(String::valueOf).toList();
    } catch (SQLException e) {
      throw new IllegalStateException("the checker cannot read the database", e);
    }
  }

  /**
   * Every breach in words.
   *
   * @param alone whether nobody but the load has paid
   */
  List<String> breaches(boolean alone) {
    List<String> breaches = new ArrayList<>(checked());
    Map<String, Long> moved = moved();
    load.charges().stream()
        .map(Order::contradiction)
        .filter(Objects::nonNull)
        .forEach(breaches::add);
    load.refunds().stream()
        .map(r -> r.order().contradiction())
        .filter(Objects::nonNull)
        .forEach(breaches::add);
    load.sales().stream().map(Sale::contradiction).filter(Objects::nonNull).forEach(breaches::add);
    charges(moved, breaches);
    sales(moved, breaches);
    if (alone) {
      moved.forEach(
          (payment, net) ->
              breaches.add("only the providers know of " + payment + " (" + net + ")"));
    }
    return breaches;
  }

  private void charges(Map<String, Long> moved, List<String> breaches) {
    Map<String, List<String>> keys = payments();
    Map<Order, Long> refunded = new HashMap<>();
    for (Load.Refund refund : load.refunds()) {
      if (refund.order().moved()) {
        refunded.merge(refund.charge(), refund.order().amount(), Long::sum);
      }
    }
    for (Order charge : load.charges()) {
      long told = charge.moved() ? charge.amount() - refunded.getOrDefault(charge, 0L) : 0;
      long net = net(moved, keys.getOrDefault(charge.key(), List.of()), breaches);
      if (net != told) {
        breaches.add(charge + ": told " + told + ", the providers have " + net);
      }
    }
  }

  private void sales(Map<String, Long> moved, List<String> breaches) {
    Map<String, List<String>> byStan = new HashMap<>();
    payments()
        .forEach(
            (key, ids) -> {
              if (key.startsWith("iso:") && key.endsWith(":1")) {
                for (String part : new HashSet<>(List.of(key.split(":", -1)))) {
                  byStan.computeIfAbsent(part, p -> new ArrayList<>()).addAll(ids);
                }
              }
            });
    for (Sale sale : load.sales()) {
      long told = sale.moved() ? sale.amount() : 0;
      String stan = "%06d".formatted(sale.stan());
      long net = net(moved, byStan.getOrDefault(stan, List.of()), breaches);
      if (net != told) {
        breaches.add(sale + ": told " + told + ", the providers have " + net);
      }
    }
  }

  /** What all payments of one key come to; no two of them may have moved anything. */
  private static long net(Map<String, Long> moved, List<String> payments, List<String> breaches) {
    long net = 0;
    for (String payment : payments) {
      Long one = moved.remove(payment);
      if (one != null && one != 0 && net != 0) {
        breaches.add("one key moved money twice: " + payments);
      }
      net += one == null ? 0 : one;
    }
    return net;
  }

  /** All payments that were ever made under each key, those too that have given it back. */
  private Map<String, List<String>> payments() {
    Map<String, List<String>> byKey = new HashMap<>();
    world
        .jdbc()
        .query(
            "select data::jsonb -> 'origin' ->> 'claimKey', id from payment",
            row -> {
              byKey
                  .computeIfAbsent(row.getString(1), key -> new ArrayList<>())
                  .add(row.getString(2));
            });
    return byKey;
  }

  /** Minor units that really moved, by payment. */
  private Map<String, Long> moved() {
    Map<String, Long> moved = new HashMap<>();
    for (String provider : World.PROVIDERS) {
      for (BookEntry entry : world.entries(provider)) {
        boolean gives = Set.of("refund", "reversal", "void").contains(entry.operation());
        moved.merge(entry.hubReference(), gives ? -entry.amount() : entry.amount(), Long::sum);
      }
    }
    return moved;
  }

  private long count(String sql) {
    return Objects.requireNonNull(world.jdbc().queryForObject(sql, Long.class));
  }
}
