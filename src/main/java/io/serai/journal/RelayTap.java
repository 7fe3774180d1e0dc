package io.serai.journal;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * Takes what was published into tables of its own, in the transaction that moves the mark: each
 * event comes to it with the mark or not at all. An event may come again all the same, as it may on
 * Kafka. Called on the relay's thread, of one process at a time for each source.
 */
public interface RelayTap {

  /** Whether it takes such an event; quick, and without the database. */
  boolean wants(RelayedEvent event);

  /**
   * Writes down events that it wants, of which Kafka has acknowledged every one.
   *
   * @param connection within the transaction; neither committed nor closed here
   */
  void take(Connection connection, List<RelayedEvent> events) throws SQLException;

  /** What was taken is committed. Quick; must not fail. */
  void committed();
}
