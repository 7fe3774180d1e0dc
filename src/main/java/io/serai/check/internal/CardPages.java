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
 * All card accounts in the order of their ids, and at the end what stands under no account's id.
 */
final class CardPages {

  private static final List<String> OTHERS = List.of("card_event", "card_ledger", "card_hold");
  private static final int MOST_STRAYS = 1000;

  private final int size;
  private String after = "";
  private boolean done;

  CardPages(int size) {
    this.size = size;
  }

  /** The next ids, or null at the end. */
  @Nullable Set<String> next(Connection connection) throws SQLException {
    if (done) {
      return null;
    }
    Set<String> ids = new LinkedHashSet<>();
    try (PreparedStatement query =
        connection.prepareStatement(
            "select id from card_account where id > ? order by id limit ?")) {
      query.setString(1, after);
      query.setInt(2, size);
      read(query, ids);
    }
    done = ids.size() < size;
    ids.forEach(id -> after = id);
    if (done) {
      strays(connection, ids);
    }
    return ids;
  }

  private static void strays(Connection connection, Set<String> ids) throws SQLException {
    for (String table : OTHERS) {
      try (PreparedStatement query =
          connection.prepareStatement(
              "select distinct s.account_id from "
                  + table
                  + " s where not exists (select from card_account a where a.id = s.account_id)"
                  + " limit "
                  + MOST_STRAYS)) {
        read(query, ids);
      }
    }
  }

  private static void read(PreparedStatement query, Set<String> ids) throws SQLException {
    try (ResultSet row = query.executeQuery()) {
      while (row.next()) {
        ids.add(row.getString(1));
      }
    }
  }
}
