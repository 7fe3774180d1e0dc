package io.serai.alarm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Alarms on Kafka, as CloudEvents with the subject as key. Used by one thread; it waits for each
 * alarm to be taken, at most some seconds.
 */
@Component
class AlarmTopic implements DisposableBean {

  private static final Logger LOG = LoggerFactory.getLogger(AlarmTopic.class);
  private static final int LONGEST_WAIT_MILLIS = 3_000;

  private final String brokers;
  private final AlarmProperties properties;
  private final ObjectMapper json;
  private @Nullable Producer<String, String> producer;

  AlarmTopic(
      @Value("${serai.kafka.brokers:}") String brokers,
      AlarmProperties properties,
      ObjectMapper json) {
    this.brokers = brokers;
    this.properties = properties;
    this.json = json;
  }

  /** Whether Kafka has taken the alarm. Without brokers it never does. */
  boolean publish(Alarm alarm) {
    if (brokers.isBlank()) {
      return false;
    }
    try {
      open()
          .send(new ProducerRecord<>(properties.topic(), alarm.subject(), event(alarm)))
          .get(2L * LONGEST_WAIT_MILLIS, TimeUnit.MILLISECONDS);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (KafkaException | ExecutionException | TimeoutException e) {
      LOG.info("alarm {} waits for Kafka: {}", alarm.id(), e.toString());
    }
    return false;
  }

  private Producer<String, String> open() {
    if (producer == null) {
      // Opened late: an address that cannot be resolved must not keep the hub from starting.
      producer =
          new KafkaProducer<>(
              Map.of(
                  ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                  brokers,
                  ProducerConfig.CLIENT_ID_CONFIG,
                  "serai-alarms",
                  ProducerConfig.MAX_BLOCK_MS_CONFIG,
                  LONGEST_WAIT_MILLIS,
                  ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                  LONGEST_WAIT_MILLIS,
                  ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                  LONGEST_WAIT_MILLIS),
              new StringSerializer(),
              new StringSerializer());
    }
    return producer;
  }

  private String event(Alarm alarm) {
    Map<String, Object> event = new LinkedHashMap<>();
    event.put("specversion", "1.0");
    event.put("id", "alarm-" + alarm.id());
    event.put("source", "/serai/alarms");
    event.put("type", "io.serai.alarm.raised.v1");
    event.put("subject", alarm.subject());
    event.put("time", alarm.at().toString());
    event.put("datacontenttype", "application/json");
    event.put(
        "data",
        Map.of(
            "id", alarm.id(),
            "at", alarm.at().toString(),
            "kind", alarm.kind(),
            "subject", alarm.subject(),
            "text", alarm.text()));
    try {
      return json.writeValueAsString(event);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("plain strings are always JSON", e);
    }
  }

  @Override
  public void destroy() {
    if (producer != null) {
      producer.close(Duration.ofMillis(LONGEST_WAIT_MILLIS));
    }
  }
}
