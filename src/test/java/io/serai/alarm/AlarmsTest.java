package io.serai.alarm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.serai.payment.AlarmRaised;
import io.serai.security.OperatorsPort;
import io.serai.testkit.TestKafka;
import io.serai.testkit.TestPostgres;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Alarms: a row, a topic, a log line, a list (issue 3; S3.17). */
@Timeout(180)
@TestInstance(Lifecycle.PER_CLASS)
class AlarmsTest {

  private static final String TOPIC = "serai.alarms.test";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final OperatorsPort port =
      new OperatorsPort(
          TestPostgres.shared().freshDatabase("alarm"),
          "serai.kafka.brokers=" + TestKafka.shared().brokers(),
          "serai.alarm.topic=" + TOPIC,
          "serai.alarm.sweep=500ms");

  @AfterAll
  void stop() {
    port.close();
  }

  private JsonNode ops(String method, String path) throws Exception {
    return JSON.readTree(port.ask(method, path, "sandbox", OperatorsPort.PASSWORD).body());
  }

  private List<JsonNode> about(String subject) throws Exception {
    List<JsonNode> found = new ArrayList<>();
    ops("GET", "/v1/ops/alarms?limit=1000")
        .get("alarms")
        .forEach(
            alarm -> {
              if (alarm.get("subject").asText().equals(subject)) {
                found.add(alarm);
              }
            });
    return found;
  }

  @Test
  void anAlarmIsListedFoldedAndAcknowledgedByName() throws Exception {
    for (int i = 0; i < 5; i++) {
      port.publish(new AlarmRaised("resolution_stuck", "pay_1", "no answer for an hour"));
    }
    await()
        .untilAsserted(
            () -> {
              assertThat(about("pay_1")).hasSize(1);
              assertThat(about("pay_1").get(0).get("count").asInt()).isEqualTo(5);
            });
    JsonNode alarm = about("pay_1").get(0);
    assertThat(alarm.get("kind").asText()).isEqualTo("resolution_stuck");
    assertThat(alarm.has("acknowledged_by")).isFalse();
    assertThat(alarm.get("at").asText()).matches("\\d{4}-.*Z");

    long id = alarm.get("id").asLong();
    JsonNode acknowledged = ops("POST", "/v1/ops/alarms/" + id + "/acknowledge");
    assertThat(acknowledged.get("acknowledged_by").asText()).isEqualTo("sandbox");
    assertThat(acknowledged.has("acknowledged_at")).isTrue();
    assertThat(
            ops("GET", "/v1/ops/alarms?after=" + (id - 1) + "&limit=1").at("/alarms/0/id").asLong())
        .isEqualTo(id);
    assertThat(ops("GET", "/v1/ops/alarms?after=999999").get("alarms")).isEmpty();
  }

  @Test
  void anAlarmIsPublishedAsACloudEvent() throws Exception {
    port.publish(new AlarmRaised("provider_bypassed", "van-a", "10 errors\nwithin 1 minute"));

    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(
            Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                TestKafka.shared().brokers(),
                ConsumerConfig.GROUP_ID_CONFIG,
                "alarms-test",
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest"),
            new StringDeserializer(),
            new StringDeserializer())) {
      consumer.subscribe(List.of(TOPIC));
      List<JsonNode> events = new ArrayList<>();
      await()
          .atMost(Duration.ofSeconds(60))
          .until(
              () -> {
                consumer
                    .poll(Duration.ofMillis(200))
                    .forEach(
                        record -> {
                          if (record.key().equals("van-a")) {
                            events.add(read(record.value()));
                          }
                        });
                return !events.isEmpty();
              });
      assertThat(events.get(0).get("type").asText()).isEqualTo("io.serai.alarm.raised.v1");
      assertThat(events.get(0).get("specversion").asText()).isEqualTo("1.0");
      assertThat(events.get(0).at("/data/kind").asText()).isEqualTo("provider_bypassed");
    }
    await().until(() -> unpublished() == 0);
  }

  @Test
  void whatKafkaDidNotTakeIsPublishedLater() {
    port.bean(AlarmStore.class).add(new AlarmRaised("left_over", "earlier", "never published"));

    await().atMost(Duration.ofSeconds(60)).until(() -> unpublished() == 0);
  }

  @Test
  void raisingNeverWaitsNotEvenForADatabaseThatIsAway() {
    try (OperatorsPort small =
        new OperatorsPort(
            TestPostgres.shared().freshDatabase("alarm"), "serai.alarm.queue-capacity=2")) {
      small.bean(JdbcClient.class).sql("alter table alarm rename to alarm_away").update();
      long start = System.nanoTime();
      for (int i = 0; i < 1000; i++) {
        small.publish(new AlarmRaised("flood", "subject-" + i, "one of many"));
      }
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));

      small.bean(JdbcClient.class).sql("alter table alarm_away rename to alarm").update();
      await()
          .atMost(Duration.ofSeconds(20))
          .until(
              () ->
                  small
                          .bean(JdbcClient.class)
                          .sql("select count(*) from alarm")
                          .query(Long.class)
                          .single()
                      >= 2);
    }
  }

  private long unpublished() {
    return port.bean(AlarmStore.class).unpublished(100).size();
  }

  private static JsonNode read(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
