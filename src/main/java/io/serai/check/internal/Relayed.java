package io.serai.check.internal;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;

/**
 * How far the relay says that it has published: of each epoch everything before a transaction.
 *
 * @param marks unsigned transaction ids by epoch
 */
record Relayed(Map<Integer, Long> marks) {

  static Relayed read(Connection connection) throws SQLException {
    Map<Integer, Long> marks = new HashMap<>();
    try (Statement query = connection.createStatement();
        ResultSet row = query.executeQuery("select epoch, mark::text from journal_epoch")) {
      while (row.next()) {
        marks.put(row.getInt(1), Long.parseUnsignedLong(row.getString(2)));
      }
    }
    return new Relayed(Map.copyOf(marks));
  }

  boolean has(Entry entry) {
    Long mark = marks.get(entry.epoch());
    return mark != null && Long.compareUnsigned(entry.xid(), mark) < 0;
  }
}
