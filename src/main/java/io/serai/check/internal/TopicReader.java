package io.serai.check.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;

/** Reads a topic from an instant, or all of it, up to where it ended when the reading began. */
final class TopicReader implements AutoCloseable {

  private static final Duration WAIT = Duration.ofSeconds(30);

  private final KafkaConsumer<String, String> consumer;
  private final List<TopicPartition> partitions;
  private final Map<TopicPartition, Long> ends;
  private final boolean whole;

  /**
   * A reader.
   *
   * @param from the first instant of interest, or null for all that the topic has
   */
  TopicReader(String brokers, String topic, @Nullable Instant from) {
    Properties settings = new Properties();
    settings.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, brokers);
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
    settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
    settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, "1000");
    settings.put(
        ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, String.valueOf((int) WAIT.toMillis()));
    consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer());
    try {
      partitions =
          consumer.partitionsFor(topic).stream()
              .map(p -> new TopicPartition(topic, p.partition()))
              .toList();
      consumer.assign(partitions);
      ends = Map.copyOf(consumer.endOffsets(partitions));
      Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions);
      whole = from == null && begins.values().stream().allMatch(b -> b == 0);
      if (from == null) {
        begins.forEach(consumer::seek);
      } else {
        seek(from);
      }
    } catch (KafkaException e) {
      consumer.close();
      throw new IllegalStateException(
          "the topic " + topic + " cannot be read from Kafka at " + brokers, e);
    }
  }

  private void seek(Instant from) {
    Map<TopicPartition, Long> times = new HashMap<>();
    partitions.forEach(p -> times.put(p, from.toEpochMilli()));
    consumer
        .offsetsForTimes(times)
        .forEach(
            (partition, found) ->
                consumer.seek(
                    partition, found == null ? ends.getOrDefault(partition, 0L) : found.offset()));
  }

  /** Whether it reads all that was ever published. */
  boolean whole() {
    return whole;
  }

  /** The next records; empty at the end. */
  ConsumerRecords<String, String> next() {
    long giveUp = System.nanoTime() + TimeUnit.SECONDS.toNanos(WAIT.toSeconds());
    while (!done(partitions)) {
      ConsumerRecords<String, String> records = consumer.poll(Duration.ofSeconds(1));
      if (!records.isEmpty()) {
        return records;
      }
      if (System.nanoTime() > giveUp) {
        throw new IllegalStateException("Kafka has not answered for " + WAIT.toSeconds() + " s");
      }
    }
    return ConsumerRecords.empty();
  }

  private boolean done(Collection<TopicPartition> all) {
    return all.stream().allMatch(p -> consumer.position(p) >= ends.getOrDefault(p, 0L));
  }

  @Override
  public void close() {
    consumer.close();
  }
}
