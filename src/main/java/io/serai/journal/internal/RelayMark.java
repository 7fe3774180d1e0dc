package io.serai.journal.internal;

import io.serai.journal.RelaySource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * How far an epoch of a source is published: everything before the transaction id.
 *
 * @param column where it is kept
 * @param epoch which
 * @param xid the first transaction that is not published, an unsigned number
 * @param current whether it is the epoch that is being written
 */
record RelayMark(String column, int epoch, long xid, boolean current) {

  /** The marks of all epochs, the oldest first. */
  static List<RelayMark> all(Connection connection, RelaySource source) throws SQLException {
    List<RelayMark> marks = new ArrayList<>();
    try (PreparedStatement query =
            connection.prepareStatement(
                "select epoch, "
                    + source.mark()
                    + "::text, lead(epoch) over (order by epoch) is null"
                    + " from journal_epoch order by epoch");
        ResultSet row = query.executeQuery()) {
      while (row.next()) {
        marks.add(
            new RelayMark(
                source.mark(),
                row.getInt(1),
                Long.parseUnsignedLong(row.getString(2)),
                row.getBoolean(3)));
      }
    }
    return marks;
  }

  RelayMark at(long transaction) {
    return new RelayMark(column, epoch, transaction, current);
  }

  /** Writes the mark behind a transaction; it never goes back. */
  void moveBehind(Connection connection, long transaction) throws SQLException {
    String next = Long.toUnsignedString(transaction + 1);
    try (PreparedStatement update =
        connection.prepareStatement(
            "update journal_epoch set "
                + column
                + " = ?::xid8 where epoch = ? and "
                + column
                + " < ?::xid8")) {
      update.setString(1, next);
      update.setInt(2, epoch);
      update.setString(3, next);
      update.executeUpdate();
    }
  }
}
