package io.serai.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.hub.Rest;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The clock jumps by an hour under load: nothing times out or expires because of that. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class ClockJumpTest {

  private static final int EACH = FaultSettings.of(40, 500);
  private static final List<Duration> JUMPS =
      List.of(Duration.ofHours(1), Duration.ZERO, Duration.ofHours(-1), Duration.ZERO);

  @Test
  void anHourThatNeverPassedTimesNothingOut() {
    var results = new Results("clock jumps of one hour");
    try (World world = World.of("clock", settings())) {
      Hub hub = world.hub().start();
      int most = EACH * (JUMPS.size() + 1);
      try (Load load = new Load(() -> hub, FaultSettings.seed(), most).start(6, 3)) {
        int reached = EACH;
        for (Duration jump : JUMPS) {
          awaitBegun(load, reached);
          Rest rest = hub.rest();
          world.doubles().behave("gateway-a", "delay:600", 1);
          CompletableFuture<Rest.Answer> underWay =
              rest.chargeAsync("under-way-" + reached, UNDER_WAY);
          hub.tell("clock " + jump.toMillis());
          results.fault();
          // Asked before the jump, answered after it.
          assertThat(underWay.join().status()).isEqualTo(201);
          reached += EACH;
        }
        load.awaitDone(Duration.ofMinutes(3));
        assertThat(load.charges()).allMatch(Order::moved);
        assertThat(unknown(world)).as("attempts that were unknown").isZero();
        Scenario.end(world, hub, load, results, load.begun() + JUMPS.size());
      }
    }
  }

  /** With time for a machine that is busy: what is late here is late by the clock alone. */
  private static Map<String, String> settings() {
    Map<String, String> settings = new HashMap<>();
    settings.put(FaultyHub.WATCHED, "true");
    settings.put("serai.engine.send-within", "20s");
    World.PROVIDERS.forEach(p -> settings.put("serai.providers." + p + ".timeout", "20s"));
    return settings;
  }

  private static final String UNDER_WAY =
      """
      {"amount": 700, "currency": "JPY", "method": {"type": "card", "token": "tok_visa", "brand": "visa"}}
      """;

  private static void awaitBegun(Load load, int count) {
    org.awaitility.Awaitility.await()
        .atMost(Duration.ofMinutes(2))
        .until(() -> load.begun() >= count);
  }

  private static long unknown(World world) {
    Long count =
        world
            .jdbc()
            .queryForObject(
                "select count(*) from journal where event = 'attempt-ended'"
                    + " and data::jsonb ->> 'outcome' <> 'approved'",
                Long.class);
    return count == null ? -1 : count;
  }
}
