package io.serai.issuing.internal;

import io.serai.issuing.NotificationSettings;
import io.serai.journal.RelayPace;
import io.serai.journal.RelaySource;
import io.serai.journal.RelayTopic;
import io.serai.journal.RelayedEvent;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/**
 * The history of card accounts on its way to Kafka after each commit (S4.5), keyed by card; by
 * account where an event concerns none.
 */
record CardEventSource(NotificationSettings settings) implements RelaySource {

  @Override
  public String name() {
    return "card events";
  }

  @Override
  public String table() {
    return "card_event";
  }

  @Override
  public String mark() {
    return "card_mark";
  }

  @Override
  public long lock() {
    return 0x5345_5241_4943_4152L;
  }

  @Override
  public String columns() {
    return "j.account_id, j.seq, j.at, j.tenant, j.kind, j.card_id, j.hold_id, j.amount_minor,"
        + " j.posted_minor, j.held_minor, j.balance_minor, j.held_after_minor, j.currency,"
        + " j.response_code, j.reason, j.merchant, j.payment_id, j.route_set, j.trace_id,"
        + " j.business_date, coalesce((select a.credit_line_minor from card_account a"
        + " where a.id = j.account_id), 0) as credit_line_minor";
  }

  @Override
  public String order() {
    return "j.account_id, j.seq";
  }

  @Override
  public RelayedEvent event(long xid, ResultSet row) throws SQLException {
    String account = row.getString("account_id");
    String card = row.getString("card_id");
    return RelayedEvent.of(
        xid,
        account,
        row.getLong("seq"),
        card == null ? account : card,
        row.getString("tenant"),
        "io.serai.card." + row.getString("kind") + ".v1",
        row.getTimestamp("at").toInstant(),
        row.getString("trace_id"),
        CardEventData.of(row));
  }

  @Override
  public List<RelayedEvent> inOrder(
      Connection connection, int epoch, long mark, List<RelayedEvent> batch) throws SQLException {
    return new CardEventOrder(this, connection, epoch, mark).of(batch);
  }

  @Override
  public RelayTopic topic() {
    return new RelayTopic(settings.topic(), settings.partitions(), settings.replicas());
  }

  @Override
  public RelayPace pace() {
    return settings.pace();
  }

  @Override
  public String metric() {
    return "serai.notifications.lag";
  }

  @Override
  public String whileLate() {
    return "cardholders hear late of what their cards do";
  }
}
