package io.serai.settlement;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.component.kafka.KafkaConstants;
import org.apache.camel.component.kafka.consumer.KafkaManualCommit;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * What an entry does with a batch of Camel's Kafka consumer: {@link #unpack} makes it a list of
 * texts that can be handed to a set of routes, {@link #commit} commits it once it was applied.
 * Camel's own commit of a batch covers the partition of its last record only.
 */
@Component("kafkaBatch")
public class KafkaBatch {

  private static final Logger LOG = LoggerFactory.getLogger(KafkaBatch.class);
  private static final String OFFSETS = "serai.kafka.offsets";

  /** The last commit of each partition that a batch has records of. */
  private record Offsets(List<KafkaManualCommit> ofPartitions) {}

  /** Puts the records' texts into the body and their offsets into a property. */
  public void unpack(Exchange batch) {
    List<String> texts = new ArrayList<>();
    Map<String, KafkaManualCommit> commits = new LinkedHashMap<>();
    for (Object one : batch.getMessage().getBody(List.class)) {
      var message = ((Exchange) one).getMessage();
      String text = message.getBody(String.class);
      texts.add(text == null ? "" : text);
      commits.put(
          message.getHeader(KafkaConstants.TOPIC)
              + "/"
              + message.getHeader(KafkaConstants.PARTITION),
          message.getHeader(KafkaConstants.MANUAL_COMMIT, KafkaManualCommit.class));
    }
    batch.setProperty(OFFSETS, new Offsets(List.copyOf(commits.values())));
    batch.getMessage().removeHeaders("*");
    batch.getMessage().setBody(texts);
  }

  /**
   * Commits the offsets of a batch that was applied. If Kafka refuses, because the partition has
   * gone to another consumer or cannot be reached, the batch comes again and is dropped.
   */
  public void commit(Exchange batch) {
    try {
      batch.getProperty(OFFSETS, Offsets.class).ofPartitions().forEach(KafkaManualCommit::commit);
    } catch (KafkaException e) {
      LOG.warn("An applied batch is not committed and will come again: {}", e.getMessage());
    }
  }
}
