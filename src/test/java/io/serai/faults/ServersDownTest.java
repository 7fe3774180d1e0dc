package io.serai.faults;

import static org.awaitility.Awaitility.await;

import io.serai.testkit.Ports;
import io.serai.testkit.TestKafka;
import io.serai.testkit.TestSqs;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Kafka and SQS away, PostgreSQL gone and back: people go on paying (I4, I7). */
@Timeout(value = 6, unit = TimeUnit.MINUTES)
class ServersDownTest {

  private static final int DOWN_MILLIS = FaultSettings.of(3_000, 60_000);
  private static final int RESTARTS = FaultSettings.of(2, 20);
  private static final int MEANWHILE = FaultSettings.of(30, 500);
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @Test
  void paymentsGoOnWithoutKafkaAndSqsAndSurvivePostgres() throws Exception {
    var results = new Results("Kafka down, SQS down, PostgreSQL restarted at once");
    int sqsPort = Ports.free();
    TestSqs sqs = queues(sqsPort);
    try (BreakablePostgres postgres = new BreakablePostgres("servers-down");
        TestKafka kafka = TestKafka.create()) {
      postgres.execute("create database hub");
      Map<String, String> settings =
          Map.of(
              "spring.datasource.url", postgres.url("hub"),
              "serai.kafka.brokers", kafka.brokers(),
              "serai.sqs.endpoint", sqs.endpoint().toString(),
              "serai.renewals.queue", "renewals",
              "serai.renewals.dead-queue", "renewals-dead");
      try (World world = World.of("servers", settings)) {
        Hub hub = world.hub().start();
        try (Load load = new Load(() -> hub, FaultSettings.seed(), 100_000).start(6, 3)) {
          goesOn(load);
          kafka.kill();
          results.fault();
          goesOn(load);
          Load.pause(DOWN_MILLIS);
          goesOn(load);
          kafka.start();
          results.progress(load.begun());

          sqs.close();
          results.fault();
          goesOn(load);
          sqs = queues(sqsPort);
          results.progress(load.begun());

          for (int time = 0; time < RESTARTS; time++) {
            postgres.endAtOnce();
            results.fault();
            postgres.start();
            goesOn(load);
            results.progress(load.begun());
          }
          load.finish();
          Scenario.end(world, hub, load, results);
        }
      }
    } finally {
      sqs.close();
    }
  }

  private static TestSqs queues(int port) throws Exception {
    TestSqs sqs = TestSqs.start(port);
    sqs.createQueue("renewals");
    sqs.createQueue("renewals-dead");
    return sqs;
  }

  private static void goesOn(Load load) {
    int before = load.begun();
    await("people go on paying").atMost(PATIENCE).until(() -> load.begun() > before + MEANWHILE);
  }
}
