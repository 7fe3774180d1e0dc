package io.serai.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.serai.hub.Rest;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Processes that stand still and go on as if nothing had happened (I1, I3; fencing). */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class StoppedProcessesTest {

  private static final int PROVIDER_MILLIS = FaultSettings.of(3_000, 40_000);
  private static final int HUB_MILLIS = FaultSettings.of(6_000, 60_000);
  private static final int TIMES = FaultSettings.of(1, 5);
  private static final int MOST_STOPS = 40;
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @Test
  void aProviderThatStoodStillIsResolvedOnceAndNothingFlips() throws IOException {
    var results = new Results("provider stopped and continued");
    try (DoublesProcess providers = new DoublesProcess("faults-stopped-doubles");
        World world = World.of("stopped", Map.of(), providers)) {
      Hub hub = world.hub().start();
      try (Load load = new Load(() -> hub, FaultSettings.seed(), 100_000).start(6, 3)) {
        for (int time = 0; time < TIMES; time++) {
          int before = load.begun();
          await().atMost(PATIENCE).until(() -> load.begun() > before + 30);
          providers.signal("STOP");
          Load.pause(PROVIDER_MILLIS);
          providers.signal("CONT");
          results.fault();
          results.progress(load.begun());
        }
        int before = load.begun();
        await().atMost(PATIENCE).until(() -> load.begun() > before + 30);
        load.finish();
        Scenario.end(world, hub, load, results);
      }
    }
  }

  @Test
  void aHubThatStoodStillBetweenIntentAndSendNeverSends() {
    var results = new Results("hub stopped between intent and send, replica running");
    Map<String, String> settings =
        Map.of(FaultyHub.WATCHED, "true", "serai.engine.send-within", "1s");
    try (World world = World.of("fenced", settings)) {
      Hub stopped = world.hub();
      Hub replica = world.hub();
      stopped.launch();
      replica.launch();
      stopped.awaitReady();
      replica.awaitReady();
      world.useCards();
      try (Load load = new Load(() -> replica, FaultSettings.seed(), 100_000).start(3, 1)) {
        for (int time = 0; time < TIMES; time++) {
          String key = "fenced-" + time;
          stopped.tell("pause AFTER_INTENT 1");
          CompletableFuture<Rest.Answer> asked = stopped.rest().chargeAsync(key, Rest.card(7_777));
          Load.pause(HUB_MILLIS);
          // Meanwhile the replica has taken it over and found that it never happened.
          await()
              .atMost(PATIENCE)
              .untilAsserted(
                  () ->
                      assertThat(replica.rest().charge(key, Rest.card(7_777)).text("state"))
                          .isEqualTo("failed"));
          stopped.signal("CONT");
          results.fault();
          // Whoever asked has given up meanwhile, or is told that it was not done.
          assertThat(asked.handle((answer, gaveUp) -> gaveUp == null && answer.status() == 201))
              .succeedsWithin(PATIENCE)
              .isEqualTo(false);
        }
        discardsWhatIsLate(world, stopped, results);
        load.finish();
        assertThat(world.entries("gateway-a")).noneMatch(entry -> entry.amount() == 7_777);
        Scenario.end(world, replica, load, results, load.begun() + TIMES);
      }
    }
  }

  /**
   * What it had taken in before it stood still comes to its turn after the network's patience.
   * Where the network has asked the replica meanwhile, or has told it to take it back, there is
   * nothing to discard, so that it may have to stand still several times.
   */
  private static void discardsWhatIsLate(World world, Hub stopped, Results results) {
    for (int time = 0; time < MOST_STOPS && discarded(world) == 0; time++) {
      stopped.tell("pause BEFORE_DECISION 1");
      Load.pause(2 * Math.toIntExact(CardLoad.PATIENCE.toMillis()));
      stopped.signal("CONT");
      results.fault();
      Load.pause(500);
    }
    assertThat(discarded(world)).as("discarded").isPositive();
  }

  private static long discarded(World world) {
    return CardReckoning.count(world, "discarded");
  }
}
