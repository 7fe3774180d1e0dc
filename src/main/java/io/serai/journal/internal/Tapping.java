package io.serai.journal.internal;

import io.serai.journal.RelayTap;
import io.serai.journal.RelayedEvent;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The taps that want something of a batch, each with what it wants. */
record Tapping(Map<RelayTap, List<RelayedEvent>> wanted) {

  /** What is done when the mark is moved. */
  @FunctionalInterface
  interface Move {
    void run() throws SQLException;
  }

  static Tapping of(List<RelayTap> taps, List<RelayedEvent> batch) {
    Map<RelayTap, List<RelayedEvent>> wanted = new LinkedHashMap<>();
    for (RelayTap tap : taps) {
      List<RelayedEvent> its = batch.stream().filter(tap::wants).toList();
      if (!its.isEmpty()) {
        wanted.put(tap, its);
      }
    }
    return new Tapping(wanted);
  }

  /** Moves the mark; in one transaction with what the taps write, if there is any. */
  void around(Connection connection, Move mark) throws SQLException {
    if (wanted.isEmpty()) {
      mark.run();
      return;
    }
    connection.setAutoCommit(false);
    try {
      for (Map.Entry<RelayTap, List<RelayedEvent>> tap : wanted.entrySet()) {
        tap.getKey().take(connection, tap.getValue());
      }
      mark.run();
      connection.commit();
    } finally {
      // After a commit there is nothing to roll back.
      connection.rollback();
      connection.setAutoCommit(true);
    }
    wanted.keySet().forEach(RelayTap::committed);
  }
}
