package io.serai.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.serai.testkit.Ports;
import io.serai.testkit.TestKafka;
import io.serai.testkit.TestSqs;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Kafka and SQS away, PostgreSQL gone and back: people go on paying (I4, I7). */
@Timeout(value = 6, unit = TimeUnit.MINUTES)
class ServersDownTest {

  private static final int DOWN_MILLIS = FaultSettings.of(3_000, 60_000);
  private static final int RESTARTS = FaultSettings.of(2, 20);
  private static final int MEANWHILE = FaultSettings.of(30, 500);
  private static final int RENEWALS = FaultSettings.of(5, 100);
  private static final String RENEWAL =
      """
      {"subscription": "sub_%s", "period": "2026-12", "amount": 1980, "currency": "JPY",
       "method": {"type": "card", "token": "tok_visa", "brand": "visa"}}
      """;
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
        CardLoad cards = world.useCards();
        try (Load load = new Load(() -> hub, FaultSettings.seed(), 100_000).start(6, 3)) {
          goesOn(load);
          kafka.kill();
          results.fault();
          goesOn(load);
          Load.pause(DOWN_MILLIS);
          goesOn(load);
          kafka.start();
          results.progress(load.begun());

          renew(sqs, "before");
          renewed(world, sqs);
          sqs.close();
          results.fault();
          goesOn(load);
          sqs = queues(sqsPort);
          renew(sqs, "after");
          renewed(world, sqs);
          results.progress(load.begun());

          for (int time = 0; time < RESTARTS; time++) {
            postgres.endAtOnce();
            results.fault();
            answersByRule(cards);
            postgres.start();
            goesOn(load);
            results.progress(load.begun());
          }
          load.finish();
          assertThat(renewals(world)).isEqualTo(2 * RENEWALS);
          Scenario.end(world, hub, load, results, load.begun() + 2 * RENEWALS);
        }
      }
    } finally {
      sqs.close();
    }
  }

  /** Each subscription is renewed twice over, and charged once. */
  private static void renew(TestSqs sqs, String when) throws Exception {
    for (int i = 0; i < 2 * RENEWALS; i++) {
      sqs.send("renewals", RENEWAL.formatted(when + "_" + i % RENEWALS));
    }
  }

  private static void renewed(World world, TestSqs sqs) throws Exception {
    await("the queue is empty").atMost(PATIENCE).until(() -> sqs.left("renewals") == 0);
    assertThat(renewals(world)).isPositive();
  }

  private static int renewals(World world) {
    return Objects.requireNonNull(
        world
            .jdbc()
            .queryForObject(
                "select count(*) from payment where state = 'approved'"
                    + " and data::jsonb #>> '{amount,minor}' = '1980'",
                Integer.class));
  }

  private static TestSqs queues(int port) throws Exception {
    TestSqs sqs = TestSqs.start(port);
    sqs.createQueue("renewals");
    sqs.createQueue("renewals-dead");
    return sqs;
  }

  /**
   * A card network hears 91 while nothing can be decided, and not nothing (S4.6). It asks for
   * itself: the others may all be waiting to have something acknowledged.
   */
  private static void answersByRule(CardLoad cards) {
    await("the network hears 91")
        .atMost(PATIENCE)
        .until(() -> Purchase.UNAVAILABLE.equals(cards.askOnce()));
  }

  private static void goesOn(Load load) {
    int before = load.begun();
    await("people go on paying").atMost(PATIENCE).until(() -> load.begun() > before + MEANWHILE);
  }
}
