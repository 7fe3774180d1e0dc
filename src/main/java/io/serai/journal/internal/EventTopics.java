package io.serai.journal.internal;

import io.serai.journal.RelaySource;
import io.serai.journal.RelayTopic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TopicExistsException;

/** Creates the topics that are missing, with partitions that are never changed afterwards. */
final class EventTopics {

  private static final int LIMIT_MILLIS = (int) Duration.ofSeconds(5).toMillis();

  private EventTopics() {}

  /**
   * Makes sure that the topics are there.
   *
   * @throws KafkaException if Kafka cannot be asked
   */
  static void ensure(String brokers, RelaySource source) {
    Map<String, Object> client =
        Map.of(
            AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
            brokers,
            AdminClientConfig.CLIENT_ID_CONFIG,
            "serai-relay-topics",
            AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
            LIMIT_MILLIS,
            AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
            LIMIT_MILLIS);
    try (Admin admin = Admin.create(client)) {
      Set<String> there = admin.listTopics().names().get();
      List<NewTopic> missing = new ArrayList<>();
      missing.add(topic(source.topic()));
      source.besides().forEach(beside -> missing.add(topic(beside)));
      missing.removeIf(topic -> there.contains(topic.name()));
      admin.createTopics(missing).all().get();
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw new KafkaException("the topics cannot be created: " + e.getMessage(), e);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("interrupted while creating topics", e);
    }
  }

  private static NewTopic topic(RelayTopic wanted) {
    return new NewTopic(wanted.name(), wanted.partitions(), (short) wanted.replicas());
  }
}
