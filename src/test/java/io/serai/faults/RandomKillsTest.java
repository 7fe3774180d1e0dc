package io.serai.faults;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The hub is killed again and again while people pay (I1 to I4, I7). */
@Timeout(value = 6, unit = TimeUnit.MINUTES)
class RandomKillsTest {

  private static final int KILLS = FaultSettings.share(5, 100);
  private static final int PAYMENTS = FaultSettings.share(250, 20_000);
  private static final Duration PATIENCE = Duration.ofMinutes(FaultSettings.of(1, 5));

  @Test
  void whoeverPaysIsToldTheTruthHoweverOftenTheHubDies() {
    Random chance = new Random(FaultSettings.seed());
    var results = new Results("kill -9 at random instants");
    try (World world = World.of("kills", Map.of())) {
      Hub hub = world.hub().start();
      world.useCards();
      try (Load load = new Load(() -> hub, FaultSettings.seed(), PAYMENTS).start(8, 4)) {
        for (int kill = 1; kill <= KILLS; kill++) {
          int target = PAYMENTS * kill / (KILLS + 1);
          await("people pay")
              .atMost(PATIENCE)
              .pollInterval(Duration.ofMillis(5))
              .until(() -> load.begun() >= target);
          Load.pause(chance.nextInt(300));
          hub.kill();
          results.fault();
          results.progress(load.begun());
          hub.launch();
          if (chance.nextInt(10) == 0) {
            // One that dies while it starts leaves its work to the next.
            Load.pause(2_000 + chance.nextInt(8_000));
            hub.kill();
            results.fault();
            hub.launch();
          }
          hub.awaitReady();
        }
        load.awaitDone(PATIENCE);
        Scenario.end(world, hub, load, results);
      }
    }
  }
}
