package io.serai.journal.internal;

import io.serai.journal.RelaySource;
import io.serai.journal.RelayedEvent;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * The next rows of one epoch that are complete: all transactions from the mark on that are older
 * than the oldest one still running. Transaction ids say what is complete and nothing else; order
 * is the sequence.
 */
final class RelayCut {

  // Of an older epoch, which another cluster wrote, nothing is running any more.
  private static final String COMPLETE = " and j.xid < pg_snapshot_xmin(pg_current_snapshot())";
  private static final String LAST_XID = Long.toUnsignedString(-1L);

  private final RelaySource source;
  private final String select;
  private final String order;

  RelayCut(RelaySource source) {
    this.source = source;
    this.select =
        "select j.xid::text as transaction, "
            + source.columns()
            + " from "
            + source.table()
            + " j where j.epoch = ? and j.xid >= ?::xid8 and j.xid <= ?::xid8";
    // By the column and not its text, in which 1000 is before 999.
    this.order = " order by j.xid, " + source.order() + " limit ?";
  }

  /** At most {@code limit} rows, whole transactions only; or one transaction, however long. */
  List<RelayedEvent> read(Connection connection, RelayMark mark, int limit) throws SQLException {
    String sql = select + (mark.current() ? COMPLETE : "") + order;
    List<RelayedEvent> rows = query(connection, sql, mark, LAST_XID, limit + 1);
    if (rows.size() <= limit) {
      return rows;
    }
    long cut = rows.get(limit).xid();
    rows.removeIf(row -> row.xid() == cut);
    return rows.isEmpty()
        ? query(
            connection, select + order, mark.at(cut), Long.toUnsignedString(cut), Integer.MAX_VALUE)
        : rows;
  }

  private List<RelayedEvent> query(
      Connection connection, String sql, RelayMark from, String upTo, int limit)
      throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(sql)) {
      query.setInt(1, from.epoch());
      query.setString(2, Long.toUnsignedString(from.xid()));
      query.setString(3, upTo);
      query.setInt(4, limit);
      List<RelayedEvent> rows = new ArrayList<>();
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          long xid = Long.parseUnsignedLong(row.getString("transaction"));
          rows.add(source.event(xid, row));
        }
      }
      return rows;
    }
  }
}
