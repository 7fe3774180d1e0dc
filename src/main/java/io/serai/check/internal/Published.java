package io.serai.check.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.serai.check.Invariant;
import io.serai.payment.CardData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;

/**
 * I7: what Kafka has is in the journal to the letter and in sequence, and what the relay says that
 * it has published is there. Records come at least once; a repeat is none of our business.
 */
final class Published implements Rule {

  private static final ObjectMapper JSON = new ObjectMapper();
  // A relay that was ended within a batch had published it, but not said so.
  private static final Duration OVERLAP = Duration.ofMinutes(10);

  /** An event as Kafka has it. */
  private record Event(String payment, int seq, JsonNode data) {}

  private final Numbers seen = new Numbers();
  private final Map<Integer, Instant> firsts = new HashMap<>();
  private final Relayed relayed;
  private final Mark from;
  private final Progress progress;
  private boolean read;
  private Instant horizon = Instant.MIN;

  Published(Relayed relayed, Mark from, Progress progress) {
    this.relayed = relayed;
    this.from = from;
    this.progress = progress;
  }

  /** Reads the topic; after the relay's marks were read, so that it has all that they promise. */
  void read(DataSource database, String brokers, String topic, Findings findings)
      throws SQLException {
    try (TopicReader reader =
        new TopicReader(brokers, topic, from.isBeginning() ? null : from.at().minus(OVERLAP))) {
      for (var records = reader.next(); !records.isEmpty(); records = reader.next()) {
        compare(database, events(records, reader.whole(), findings), findings);
        progress.read(records.count());
      }
      if (!reader.whole()) {
        horizon = firsts.values().stream().max(Instant::compareTo).orElse(Instant.MIN);
      }
    }
    read = true;
  }

  private List<Event> events(
      ConsumerRecords<String, String> records, boolean whole, Findings findings) {
    List<Event> events = new ArrayList<>();
    for (ConsumerRecord<String, String> record : records) {
      firsts.putIfAbsent(record.partition(), Instant.ofEpochMilli(record.timestamp()));
      String place = "partition " + record.partition() + " offset " + record.offset();
      String text = String.valueOf(record.value());
      CardData.kinds(record.key() + "\n" + text)
          .forEach(kind -> findings.add(Invariant.I8, (String) null, place + " holds " + kind));
      JsonNode data = data(text);
      String payment = data.path("payment").asText();
      int seq = data.path("seq").asInt();
      if (payment.isEmpty() || seq < 1 || !payment.equals(record.key())) {
        findings.add(Invariant.I7, (String) null, place + " is no event of a payment");
      } else {
        order(payment, seq, whole, place, findings);
        events.add(new Event(payment, seq, data));
      }
    }
    return events;
  }

  private void order(String payment, int seq, boolean whole, String place, Findings findings) {
    int last = seen.get(payment);
    if (seq > last + 1 && (last > 0 || whole)) {
      findings.add(Invariant.I7, payment, place + " is entry " + seq + " behind entry " + last);
    }
    if (seq > last) {
      seen.put(payment, seq);
    }
  }

  private static void compare(DataSource database, List<Event> events, Findings findings)
      throws SQLException {
    Map<String, JsonNode> journal = Reading.of(database, c -> journal(c, events));
    for (Event event : events) {
      JsonNode written = journal.get(event.payment() + "/" + event.seq());
      if (written == null) {
        findings.add(
            Invariant.I7,
            event.payment(),
            "entry " + event.seq() + " is on Kafka and not in the journal");
      } else if (!written.equals(event.data())) {
        findings.add(
            Invariant.I7, event.payment(), "entry " + event.seq() + " is another on Kafka");
      }
    }
  }

  private static Map<String, JsonNode> journal(java.sql.Connection connection, List<Event> events)
      throws SQLException {
    Map<String, JsonNode> journal = new HashMap<>();
    try (PreparedStatement query =
        connection.prepareStatement(
            "select j.payment_id, j.seq, j.data from unnest(?, ?) k(payment, seq)"
                + " join journal j on j.payment_id = k.payment and j.seq = k.seq")) {
      query.setArray(
          1, connection.createArrayOf("text", events.stream().map(Event::payment).toArray()));
      query.setArray(2, connection.createArrayOf("int", events.stream().map(Event::seq).toArray()));
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          journal.put(row.getString(1) + "/" + row.getInt(2), tree(row.getString(3)));
        }
      }
    }
    return journal;
  }

  private static JsonNode data(String text) {
    return tree(text).path("data");
  }

  private static JsonNode tree(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      return JSON.missingNode();
    }
  }

  @Override
  public void check(PaymentFile payment, Findings findings) {
    for (Entry entry : payment.entries()) {
      if (!relayed.has(entry)) {
        waiting(payment, entry, findings);
        return;
      }
      boolean due = from.isBefore(entry) && entry.at().isAfter(horizon);
      if (read && due && entry.seq() > seen.get(payment.id())) {
        findings.add(
            Invariant.I7, payment, "entry " + entry.seq() + " is published and not on Kafka");
        return;
      }
    }
  }

  private void waiting(PaymentFile payment, Entry entry, Findings findings) {
    if (progress.isLate(entry.at())) {
      findings.add(
          Invariant.I7,
          payment,
          "entry " + entry.seq() + " of " + entry.at() + " is not published");
    } else {
      progress.waitsFor(entry);
    }
  }
}
