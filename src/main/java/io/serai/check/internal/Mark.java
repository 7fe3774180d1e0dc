package io.serai.check.internal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Instant;

/**
 * Everything in the journal before a transaction.
 *
 * @param epoch the cluster
 * @param xid the transaction, an unsigned number
 * @param at when a run began that had seen it all
 */
record Mark(int epoch, long xid, Instant at) {

  static final Mark BEGINNING = new Mark(0, 0, Instant.EPOCH);

  /** How far the last run without a breach had seen. */
  static Mark last(Connection connection) throws SQLException {
    try (Statement query = connection.createStatement();
        ResultSet row = query.executeQuery("select epoch, xid::text, at from check_mark")) {
      return row.next()
          ? new Mark(
              row.getInt(1),
              Long.parseUnsignedLong(row.getString(2)),
              row.getTimestamp(3).toInstant())
          : BEGINNING;
    }
  }

  /** Everything that is complete now. */
  static Mark now(Connection connection, Instant at) throws SQLException {
    try (Statement query = connection.createStatement();
        ResultSet row =
            query.executeQuery(
                "select coalesce(max(epoch), 0), pg_snapshot_xmin(pg_current_snapshot())::text"
                    + " from journal_epoch")) {
      row.next();
      return new Mark(row.getInt(1), Long.parseUnsignedLong(row.getString(2)), at);
    }
  }

  boolean isBeginning() {
    return epoch == 0;
  }

  /** Whether an entry was written at this mark or after it. */
  boolean isBefore(Entry entry) {
    return epoch < entry.epoch()
        || (epoch == entry.epoch() && Long.compareUnsigned(xid, entry.xid()) <= 0);
  }

  /** Keeps it for the next run. */
  void keep(Connection connection) throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            "insert into check_mark (epoch, xid, at) values (?, ?::xid8, ?)"
                + " on conflict (id) do update set epoch = excluded.epoch, xid = excluded.xid,"
                + " at = excluded.at")) {
      update.setInt(1, epoch);
      update.setString(2, Long.toUnsignedString(xid));
      update.setTimestamp(3, Timestamp.from(at));
      update.executeUpdate();
    }
  }
}
