package io.serai.check.internal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All payments in the order of their names, and with them whatever stands under a name that no
 * payment has.
 */
final class Pages {

  private static final List<String> OTHERS =
      List.of("journal", "ledger", "settlement.position", "settlement.line");

  private final int size;
  private String after = "";
  private boolean done;

  Pages(int size) {
    this.size = size;
  }

  /** The next names, or null at the end. */
  @Nullable Set<String> next(Connection connection) throws SQLException {
    if (done) {
      return null;
    }
    Set<String> ids = new LinkedHashSet<>();
    String last = after;
    try (PreparedStatement query =
        connection.prepareStatement("select id from payment where id > ? order by id limit ?")) {
      query.setString(1, after);
      query.setInt(2, size);
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          last = row.getString(1);
          ids.add(last);
        }
      }
    }
    done = ids.size() < size;
    strays(connection, done ? null : last, ids);
    after = last;
    return ids;
  }

  /** Names up to the page's last one, or at the end whatever follows. */
  private void strays(Connection connection, @Nullable String upTo, Set<String> ids)
      throws SQLException {
    for (String table : OTHERS) {
      try (PreparedStatement query =
          connection.prepareStatement(
              "select distinct s.payment_id from "
                  + table
                  + " s where s.payment_id > ?"
                  + (upTo == null ? "" : " and s.payment_id <= ?")
                  + " and not exists (select from payment p where p.id = s.payment_id)"
                  + " limit 1000")) {
        query.setString(1, after);
        if (upTo != null) {
          query.setString(2, upTo);
        }
        try (ResultSet row = query.executeQuery()) {
          while (row.next()) {
            ids.add(row.getString(1));
          }
        }
      }
    }
  }
}
