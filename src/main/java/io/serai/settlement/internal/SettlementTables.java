package io.serai.settlement.internal;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;

/** The tables of the schema {@code settlement}, written for many payments at once. */
final class SettlementTables {

  private static final String[] ROW = {
    "text", "int", "text", "text", "text", "text", "date", "timestamptz"
  };

  private final Connection connection;

  /** The tables as one transaction sees them. */
  SettlementTables(Connection connection) {
    this.connection = connection;
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
}
