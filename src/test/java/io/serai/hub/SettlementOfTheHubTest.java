package io.serai.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.serai.testkit.TestKafka;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What the hub charged and gave back is in the settlement table once, to the minor unit, whatever
 * restarts meanwhile (4e; I6, I7; S3.14, S3.15).
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class SettlementOfTheHubTest {

  private static final Duration SOON = Duration.ofSeconds(90);

  @Test
  void restartsOfBrokerAndHubLoseAndDoubleNothing() {
    try (TestKafka kafka = TestKafka.create();
        TestHub hub = TestHub.start(Map.of("serai.kafka.brokers", kafka.brokers()))) {
      charge(hub, 5);
      kafka.kill();
      charge(hub, 5);
      kafka.start();
      charge(hub, 5);
      hub.restart();
      charge(hub, 5);
      Rest.Answer last = hub.rest().charge(1000);
      assertThat(hub.rest().refund(last.text("id"), "r", "{\"amount\": 300}").join().status())
          .isEqualTo(201);

      await()
          .atMost(SOON)
          .untilAsserted(
              () -> {
                assertThat(sum(hub, "charge")).isEqualTo(21_000);
                assertThat(sum(hub, "refund")).isEqualTo(-300);
              });
      assertThat(
              hub.jdbc()
                  .queryForObject(
                      "select count(*) from payment p where not exists"
                          + " (select from settlement.position s"
                          + "   where s.payment_id = p.id and s.seq = p.seq)",
                      Long.class))
          .isZero();
    }
  }

  private static void charge(TestHub hub, int times) {
    for (int i = 0; i < times; i++) {
      assertThat(hub.rest().charge(1000).status()).isEqualTo(201);
    }
  }

  private static long sum(TestHub hub, String operation) {
    Long sum =
        hub.jdbc()
            .queryForObject(
                "select coalesce(sum(minor), 0) from settlement.line where operation = ?",
                Long.class,
                operation);
    return sum == null ? 0 : sum;
  }
}
