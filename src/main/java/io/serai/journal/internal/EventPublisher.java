package io.serai.journal.internal;

import io.serai.journal.RelaySource;
import io.serai.journal.RelayedEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.StringSerializer;

/** Sends batches of events to a source's topic; an idempotent producer, so in order. */
final class EventPublisher implements AutoCloseable {

  private static final int BATCH_BYTES = 256 * 1024;

  private final KafkaProducer<String, String> producer;
  private final String topic;

  EventPublisher(String brokers, RelaySource source) {
    this.topic = source.topic().name();
    int limitMillis = Math.toIntExact(source.pace().deliveryTimeout().toMillis());
    this.producer =
        new KafkaProducer<>(
            Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                brokers,
                ProducerConfig.CLIENT_ID_CONFIG,
                "serai-relay-" + source.name().replace(' ', '-'),
                ProducerConfig.ACKS_CONFIG,
                "all",
                ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                true,
                ProducerConfig.COMPRESSION_TYPE_CONFIG,
                "lz4",
                ProducerConfig.BATCH_SIZE_CONFIG,
                BATCH_BYTES,
                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                limitMillis,
                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                Math.max(1, limitMillis / 2),
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                limitMillis),
            new StringSerializer(),
            new StringSerializer());
  }

  /**
   * Sends the events and waits until every one is acknowledged.
   *
   * @throws KafkaException if one is not; some may be on the topic then, and this publisher is to
   *     be closed, so that nothing of it follows what its successor sends
   */
  void publish(List<RelayedEvent> rows) {
    List<Future<RecordMetadata>> sent = new ArrayList<>(rows.size());
    for (RelayedEvent row : rows) {
      sent.add(producer.send(new ProducerRecord<>(topic, row.subject(), row.text())));
    }
    producer.flush();
    for (Future<RecordMetadata> one : sent) {
      acknowledged(one);
    }
  }

  private static void acknowledged(Future<RecordMetadata> one) {
    try {
      one.get();
    } catch (ExecutionException e) {
      throw new KafkaException("an event was not acknowledged: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("interrupted while waiting for Kafka", e);
    }
  }

  @Override
  public void close() {
    producer.close(Duration.ZERO);
  }
}
