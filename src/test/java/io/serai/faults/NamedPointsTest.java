package io.serai.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The hub dies exactly where it hurts (I1, I3, I4, I7). */
@Timeout(value = 8, unit = TimeUnit.MINUTES)
class NamedPointsTest {

  private static final int TIMES = FaultSettings.share(1, 20);
  private static final int MOST_PAYMENTS = 100_000;
  private static final Duration BETWEEN = Duration.ofMillis(300);

  @Test
  void whereverItDiesEachPaymentMovesOnceOrNotAtAll() {
    var results = new Results("halt at named points");
    try (World world = World.of("points", Map.of(FaultyHub.WATCHED, "true"))) {
      Hub hub = world.hub().start();
      world.useCards();
      // A request is on its way for long enough to be caught there; some never get their answer.
      world.doubles().behave("gateway-a", "delay:400");
      world.doubles().behave("issuer-h", "delay:400");
      try (Load load = new Load(() -> hub, FaultSettings.seed(), MOST_PAYMENTS).start(6, 3)) {
        for (int time = 0; time < TIMES; time++) {
          // Before a decision is where it is paused, not killed.
          for (FaultPoint point : EnumSet.complementOf(EnumSet.of(FaultPoint.BEFORE_DECISION))) {
            hub.tell("halt " + point + " " + (2 + time));
            if (point == FaultPoint.IN_REVERSAL) {
              world.doubles().behave("gateway-b", "commit-then-reset", 20);
            }
            hub.awaitEnd();
            assertThat(hub.process().process().exitValue()).isEqualTo(FaultPoints.KILLED);
            results.fault();
            results.progress(load.begun());
            hub.start();
            Load.pause(Math.toIntExact(BETWEEN.toMillis()));
          }
        }
        load.finish();
        Scenario.end(world, hub, load, results);
      }
    }
  }
}
