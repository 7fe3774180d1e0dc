package io.serai.journal.internal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * The next entries of one epoch that are complete: all transactions from the mark on that are older
 * than the oldest one still running. Transaction ids say what is complete and nothing else; order
 * is the sequence.
 */
final class JournalCut {

  private static final String SELECT =
      "select j.xid::text, j.payment_id, j.seq, j.at, j.event, j.tenant, j.trace_id, j.data"
          + " from journal j where j.epoch = ? and j.xid >= ?::xid8 and j.xid <= ?::xid8";
  // Of an older epoch, which another cluster wrote, nothing is running any more.
  private static final String COMPLETE = " and j.xid < pg_snapshot_xmin(pg_current_snapshot())";
  // Qualified: a bare xid would be the column of the result, a text, in which 1000 is before 999.
  private static final String ORDER = " order by j.xid, j.payment_id, j.seq limit ?";
  private static final String LAST_XID = Long.toUnsignedString(-1L);

  private JournalCut() {}

  /** At most {@code limit} entries, whole transactions only; or one transaction, however long. */
  static List<JournalRow> read(Connection connection, RelayMark mark, int limit)
      throws SQLException {
    String sql = SELECT + (mark.current() ? COMPLETE : "") + ORDER;
    List<JournalRow> rows = query(connection, sql, mark, LAST_XID, limit + 1);
    if (rows.size() <= limit) {
      return rows;
    }
    long cut = rows.get(limit).xid();
    rows.removeIf(row -> row.xid() == cut);
    return rows.isEmpty()
        ? query(
            connection, SELECT + ORDER, mark.at(cut), Long.toUnsignedString(cut), Integer.MAX_VALUE)
        : rows;
  }

  private static List<JournalRow> query(
      Connection connection, String sql, RelayMark from, String upTo, int limit)
      throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(sql)) {
      query.setInt(1, from.epoch());
      query.setString(2, Long.toUnsignedString(from.xid()));
      query.setString(3, upTo);
      query.setInt(4, limit);
      List<JournalRow> rows = new ArrayList<>();
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          rows.add(
              new JournalRow(
                  Long.parseUnsignedLong(row.getString(1)),
                  row.getString(2),
                  row.getInt(3),
                  row.getTimestamp(4).toInstant(),
                  row.getString(5),
                  row.getString(6),
                  row.getString(7),
                  row.getString(8)));
        }
      }
      return rows;
    }
  }
}
