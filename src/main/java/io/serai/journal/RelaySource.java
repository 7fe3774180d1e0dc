package io.serai.journal;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/**
 * An append-only table whose rows are published to Kafka after their commit. The relay does the
 * rest for each source by itself: one process at work at a time, the cut by transaction, the mark,
 * the lag. A bean of this type is all that a room needs.
 *
 * <p>The table has the columns {@code epoch int}, {@code xid xid8} with the transaction that wrote
 * the row, and {@code at}, and an index on {@code (epoch, xid)}. The names here become SQL as they
 * are; they come from code, never from outside.
 */
public interface RelaySource {

  /** What it is called in logs and alarms, such as {@code journal}. */
  String name();

  /** The table. */
  String table();

  /** The column of {@code journal_epoch}, an {@code xid8}, that says how far it is published. */
  String mark();

  /** The number of the advisory lock that lets one relay of it work at a time. */
  long lock();

  /** What is read of a row {@code j} for {@link #event}, as SQL. */
  String columns();

  /** In which order the rows of one transaction are published, as SQL. */
  String order();

  /** Makes the event of the row on which the result stands. */
  RelayedEvent event(long xid, ResultSet row) throws SQLException;

  /**
   * Puts a batch into the order in which it is published, and adds what must not come later. What
   * is added is published again when its turn comes.
   *
   * @param mark everything before this transaction of the epoch is published
   * @param batch whole transactions, in the order of their ids
   */
  default List<RelayedEvent> inOrder(
      Connection connection, int epoch, long mark, List<RelayedEvent> batch) throws SQLException {
    return batch;
  }

  /** Where its events go; created if it is not there. */
  RelayTopic topic();

  /** Topics that are created beside it. */
  default List<RelayTopic> besides() {
    return List.of();
  }

  /** How fast it is published. */
  RelayPace pace();

  /** The metric with the age of its oldest unpublished row, such as {@code serai.relay.lag}. */
  String metric();

  /** The subject of the alarm while it is late. */
  default String alarmSubject() {
    return "relay of " + name();
  }

  /** What a person should know while it is late; the end of the alarm's text. */
  String whileLate();
}
