package io.serai.faults;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/** What is published of the cards: every event, and in order for each card, repeats aside. */
final class CardTopic {

  private static final JsonMapper JSON = new JsonMapper();
  private static final Duration POLL = Duration.ofMillis(200);

  private final Set<String> seen = new HashSet<>();
  private final Map<String, Long> last = new HashMap<>();
  private final List<String> breaches = new ArrayList<>();

  private CardTopic() {}

  static List<String> breaches(World world) {
    var topic = new CardTopic();
    topic.read(world);
    world
        .jdbc()
        .query(
            "select account_id || ' ' || seq from card_event",
            row -> {
              if (!topic.seen.remove(row.getString(1))) {
                topic.breaches.add(row.getString(1) + " is not on Kafka");
              }
            });
    topic.seen.forEach(event -> topic.breaches.add(event + " is on Kafka alone"));
    return topic.breaches;
  }

  private void read(World world) {
    Map<String, Object> client =
        Map.of(
            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
            String.valueOf(world.settings().get("serai.kafka.brokers")));
    try (var consumer =
        new KafkaConsumer<>(client, new StringDeserializer(), new StringDeserializer())) {
      List<TopicPartition> partitions =
          consumer
              .partitionsFor(String.valueOf(world.settings().get("serai.notifications.topic")))
              .stream()
              .map(p -> new TopicPartition(p.topic(), p.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.getOrDefault(p, 0L))) {
        consumer.poll(POLL).forEach(record -> take(record.key(), record.value()));
      }
    }
  }

  private void take(String key, String value) {
    JsonNode data = data(value);
    long seq = data.path("seq").asLong();
    String event = data.path("account").asText() + " " + seq;
    if (!seen.add(event)) {
      return;
    }
    Long before = last.put(key, seq);
    if (before != null && before > seq) {
      breaches.add(event + " is on Kafka after " + before);
    }
  }

  private static JsonNode data(String value) {
    try {
      return JSON.readTree(value).path("data");
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an event is no JSON", e);
    }
  }
}
