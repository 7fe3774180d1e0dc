package io.serai.settlement.internal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the schema {@code settlement} knows of many payments at once, as one transaction sees it.
 */
final class SettledSoFar {

  private final Connection connection;

  /** What a transaction sees. */
  SettledSoFar(Connection connection) {
    this.connection = connection;
  }

  /** The positions of the payments that have one, locked in the order of their names. */
  Map<String, Integer> lock(Collection<String> payments) throws SQLException {
    Map<String, Integer> positions = new HashMap<>();
    query(
        "select payment_id, seq from settlement.position where payment_id = any(?)"
            + " order by payment_id for update",
        payments,
        row -> positions.put(row.getString(1), row.getInt(2)));
    return positions;
  }

  /** What is parked of the payments, as it came. */
  List<String> parked(Collection<String> payments) throws SQLException {
    List<String> events = new ArrayList<>();
    query(
        "select event from settlement.parked where payment_id = any(?)",
        payments,
        row -> events.add(row.getString(1)));
    return events;
  }

  /** The lines of the payments, with as much of their events as the ledger asks for. */
  Map<String, List<Line>> lines(Collection<String> payments) throws SQLException {
    Map<String, List<Line>> lines = new HashMap<>();
    query(
        "select payment_id, seq, provider, attempt, minor, subject, operation, kind"
            + " from settlement.line where payment_id = any(?) order by payment_id, seq",
        payments,
        row ->
            lines
                .computeIfAbsent(row.getString(1), id -> new ArrayList<>())
                .add(
                    new Line(
                        known(row, row.getString(6)),
                        row.getString(7),
                        row.getString(8),
                        row.getLong(5))));
    return lines;
  }

  /** The reversals of the payments that had nothing to undo. */
  Map<String, List<Unmatched>> unmatched(Collection<String> payments) throws SQLException {
    Map<String, List<Unmatched>> reversals = new HashMap<>();
    query(
        "select payment_id, seq, provider, attempt, minor from settlement.unmatched_reversal"
            + " where payment_id = any(?) order by payment_id, seq",
        payments,
        row ->
            reversals
                .computeIfAbsent(row.getString(1), id -> new ArrayList<>())
                .add(new Unmatched(known(row, row.getString(1)), row.getInt(4), row.getLong(5))));
    return reversals;
  }

  private static JournalEvent known(ResultSet row, String subject) throws SQLException {
    return new JournalEvent(
        "",
        "",
        row.getString(1),
        row.getInt(2),
        "",
        "",
        row.getInt(4),
        null,
        row.getString(3),
        subject,
        null,
        null,
        null,
        "",
        null,
        "",
        "",
        LocalDate.EPOCH,
        Instant.EPOCH);
  }

  @FunctionalInterface
  private interface Row {
    void read(ResultSet row) throws SQLException;
  }

  private void query(String sql, Collection<String> payments, Row each) throws SQLException {
    if (payments.isEmpty()) {
      return;
    }
    try (PreparedStatement query = connection.prepareStatement(sql)) {
      query.setArray(1, connection.createArrayOf("text", payments.toArray()));
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          each.read(row);
        }
      }
    }
  }
}
