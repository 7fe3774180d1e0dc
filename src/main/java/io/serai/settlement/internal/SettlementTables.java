package io.serai.settlement.internal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The tables of the schema {@code settlement}, read and written for many payments at once. */
final class SettlementTables {

  private static final String[] ROW = {
    "text", "int", "text", "text", "text", "text", "date", "timestamptz"
  };

  private final Connection connection;

  /** The tables as one transaction sees them. */
  SettlementTables(Connection connection) {
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
        "",
        null,
        "",
        "",
        LocalDate.EPOCH,
        java.time.Instant.EPOCH);
  }

  /** Adds positions; fewer than given if another consumer has added one meanwhile. */
  int addPositions(Collection<JournalEvent> last) throws SQLException {
    return events(last)
        .execute(
            connection,
            "insert into settlement.position (payment_id, seq, tenant, merchant, route_set,"
                + " trace_id, business_date, at) select * from unnest(?, ?, ?, ?, ?, ?, ?, ?)"
                + " i(id, seq, tenant, merchant, route_set, trace, date, at) order by id"
                + " on conflict do nothing");
  }

  void movePositions(Collection<JournalEvent> last) throws SQLException {
    events(last)
        .execute(
            connection,
            "update settlement.position p set seq = i.seq, tenant = i.tenant,"
                + " merchant = i.merchant, route_set = i.route_set, trace_id = i.trace,"
                + " business_date = i.date, at = i.at from unnest(?, ?, ?, ?, ?, ?, ?, ?)"
                + " i(id, seq, tenant, merchant, route_set, trace, date, at)"
                + " where p.payment_id = i.id");
  }

  /** Forgets what was parked and is applied now. */
  void unpark(Collection<JournalEvent> last) throws SQLException {
    events(last)
        .execute(
            connection,
            "delete from settlement.parked p using unnest(?, ?, ?, ?, ?, ?, ?, ?)"
                + " i(id, seq, tenant, merchant, route_set, trace, date, at)"
                + " where p.payment_id = i.id and p.seq <= i.seq");
  }

  private static Columns events(Collection<JournalEvent> events) {
    Columns columns = new Columns(ROW);
    events.forEach(
        e ->
            columns.add(
                e.payment(),
                e.seq(),
                e.tenant(),
                e.merchant(),
                e.routeSet(),
                e.trace(),
                date(e),
                e.at().toString()));
    return columns;
  }

  void park(Collection<Received> early) throws SQLException {
    Columns columns =
        new Columns("text", "int", "text", "text", "text", "text", "date", "timestamptz", "text");
    for (Received one : early) {
      JournalEvent e = one.data();
      columns.add(
          e.payment(),
          e.seq(),
          e.tenant(),
          e.merchant(),
          e.routeSet(),
          e.trace(),
          date(e),
          e.at().toString(),
          one.text());
    }
    columns.execute(
        connection,
        "insert into settlement.parked (payment_id, seq, tenant, merchant, route_set, trace_id,"
            + " business_date, at, event) select * from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?)"
            + " on conflict do nothing");
  }

  void addLines(Collection<Line> lines) throws SQLException {
    Columns columns =
        new Columns(
            "text",
            "int",
            "text",
            "text",
            "text",
            "text",
            "date",
            "text",
            "text",
            "bigint",
            "int",
            "text",
            "text",
            "text",
            "text",
            "timestamptz");
    for (Line line : lines) {
      JournalEvent e = line.event();
      columns.add(
          e.payment(),
          e.seq(),
          e.tenant(),
          e.merchant(),
          line.provider(),
          e.currency(),
          date(e),
          line.operation(),
          line.kind(),
          line.minor(),
          line.attempt(),
          line.subject(),
          e.providerReference(),
          e.routeSet(),
          e.trace(),
          e.at().toString());
    }
    columns.execute(
        connection,
        "insert into settlement.line (payment_id, seq, tenant, merchant, provider, currency,"
            + " business_date, operation, kind, minor, attempt, subject, provider_reference,"
            + " route_set, trace_id, at)"
            + " select * from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
  }

  void addUnmatched(Collection<Unmatched> reversals) throws SQLException {
    Columns columns =
        new Columns(
            "text",
            "int",
            "text",
            "text",
            "text",
            "text",
            "date",
            "bigint",
            "int",
            "text",
            "text",
            "timestamptz");
    for (Unmatched one : reversals) {
      JournalEvent e = one.event();
      columns.add(
          e.payment(),
          e.seq(),
          e.tenant(),
          e.merchant(),
          e.provider(),
          e.currency(),
          date(e),
          one.minor(),
          one.attempt(),
          e.routeSet(),
          e.trace(),
          e.at().toString());
    }
    columns.execute(
        connection,
        "insert into settlement.unmatched_reversal (payment_id, seq, tenant, merchant, provider,"
            + " currency, business_date, minor, attempt, route_set, trace_id, at)"
            + " select * from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
  }

  private static String date(JournalEvent event) {
    return event.businessDate().toString();
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
