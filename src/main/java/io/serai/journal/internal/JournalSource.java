package io.serai.journal.internal;

import io.serai.journal.RelayPace;
import io.serai.journal.RelaySettings;
import io.serai.journal.RelaySource;
import io.serai.journal.RelayTopic;
import io.serai.journal.RelayedEvent;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/** The journal's entries on their way to Kafka, keyed by payment (I7). */
record JournalSource(RelaySettings settings) implements RelaySource {

  @Override
  public String name() {
    return "journal";
  }

  @Override
  public String table() {
    return "journal";
  }

  @Override
  public String mark() {
    return "mark";
  }

  @Override
  public long lock() {
    return 0x5345_5241_4952_4c59L;
  }

  @Override
  public String columns() {
    return "j.payment_id, j.seq, j.at, j.event, j.tenant, j.trace_id, j.data";
  }

  @Override
  public String order() {
    return "j.payment_id, j.seq";
  }

  @Override
  public RelayedEvent event(long xid, ResultSet row) throws SQLException {
    return event(
        xid,
        row.getString("payment_id"),
        row.getInt("seq"),
        row.getTimestamp("at").toInstant(),
        row.getString("event"),
        row.getString("tenant"),
        row.getString("trace_id"),
        row.getString("data"));
  }

  /**
   * The event of an entry. Its type is made of the entry's own word, so that an older relay also
   * publishes kinds that it does not know.
   */
  static RelayedEvent event(
      long xid,
      String payment,
      int seq,
      Instant at,
      String word,
      String tenant,
      String trace,
      String data) {
    String type = "io.serai.payment." + word + ".v1";
    return RelayedEvent.of(xid, payment, seq, payment, tenant, type, at, trace, data);
  }

  @Override
  public RelayTopic topic() {
    return new RelayTopic(settings.topic(), settings.partitions(), settings.replicas());
  }

  @Override
  public List<RelayTopic> besides() {
    return List.of(new RelayTopic(settings.alarmsTopic(), 1, settings.replicas()));
  }

  @Override
  public RelayPace pace() {
    return settings.pace();
  }

  @Override
  public String metric() {
    return "serai.relay.lag";
  }

  @Override
  public String alarmSubject() {
    return "relay";
  }

  @Override
  public String whileLate() {
    return "settlement and alarms are late";
  }
}
