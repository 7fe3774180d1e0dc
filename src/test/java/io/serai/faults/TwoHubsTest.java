package io.serai.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.serai.doubles.BookEntry;
import io.serai.hub.Rest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two processes over one database: one effect for each key, one relay at a time (I1, I7). */
@Timeout(value = 6, unit = TimeUnit.MINUTES)
class TwoHubsTest {

  private static final int KEYS = FaultSettings.of(100, 1000);
  private static final int AT_ONCE = 20;
  private static final int CARD_REQUESTS = FaultSettings.of(100, 2_000);
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** The journal and the card events; each has a relay, in one of the hubs. */
  private static final int SOURCES = 2;

  private static final String RELAYS =
      "select count(*) from pg_locks where locktype = 'advisory' and granted"
          + " and database = (select oid from pg_database where datname = current_database())";
  private static final String DEADLOCKS =
      "select deadlocks from pg_stat_database where datname = current_database()";

  @Test
  void theSameKeyAtTheSameInstantIsSentOnceByOneOfThem() {
    var results = new Results("two hubs, the same key at the same instant");
    try (World world = World.of("two-hubs", patient())) {
      Hub one = world.hub();
      Hub other = world.hub();
      one.launch();
      other.launch();
      one.awaitReady();
      other.awaitReady();
      CardLoad cards = world.useCards(PATIENCE, true);
      try (Load load = new Load(() -> one, FaultSettings.seed(), 0)) {
        for (int first = 0; first < KEYS; first += AT_ONCE) {
          both(one.rest(), other.rest(), first);
          assertThat(count(world, RELAYS)).as("relays at work").isLessThanOrEqualTo(SOURCES);
        }
        // Of a request that reaches both over all connections, one decides for both.
        await("the cards are used")
            .atMost(Duration.ofMinutes(2))
            .until(() -> cards.begun() > CARD_REQUESTS);
        assertThat(world.network().connections()).isEqualTo(4);
        Map<String, Long> sent =
            world.entries("gateway-a").stream()
                // One that timed out is undone.
                .filter(entry -> entry.operation().equals("charge"))
                .collect(Collectors.groupingBy(BookEntry::hubReference, Collectors.counting()));
        assertThat(sent).hasSize(KEYS).allSatisfy((id, times) -> assertThat(times).isOne());
        assertThat(count(world, RELAYS)).isEqualTo(SOURCES);
        assertThat(count(world, DEADLOCKS)).isZero();
        Scenario.end(world, one, load, results, KEYS);
      }
    }
  }

  /** Nobody dies here: a hub that a busy machine holds up is not lost, and sends all the same. */
  private static Map<String, String> patient() {
    Map<String, String> settings = new HashMap<>();
    settings.put("serai.journal.lease", "60s");
    settings.put("serai.engine.send-within", "20s");
    settings.put("serai.card-network.answer-within", PATIENCE.toSeconds() + "s");
    World.PROVIDERS.forEach(p -> settings.put("serai.providers." + p + ".timeout", "20s"));
    return settings;
  }

  private static void both(Rest one, Rest other, int first) {
    List<CompletableFuture<Rest.Answer>> told = new ArrayList<>();
    for (int key = first; key < first + AT_ONCE; key++) {
      String json =
          """
          {"amount": %d, "currency": "JPY", "method": {"type": "card", "token": "tok_visa", "brand": "visa"}}
          """
              .formatted(100 + key);
      told.add(one.chargeAsync("same-" + key, json));
      told.add(other.chargeAsync("same-" + key, json));
    }
    for (int i = 0; i < told.size(); i += 2) {
      Rest.Answer here = told.get(i).join();
      Rest.Answer there = told.get(i + 1).join();
      assertThat(here.status()).isIn(201, 202);
      assertThat(there.status()).isIn(201, 202);
      assertThat(here.text("id")).isNotEmpty().isEqualTo(there.text("id"));
    }
  }

  private static long count(World world, String sql) {
    return Objects.requireNonNull(world.jdbc().queryForObject(sql, Long.class));
  }
}
