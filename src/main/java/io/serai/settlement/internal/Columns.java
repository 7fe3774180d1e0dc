package io.serai.settlement.internal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows to be written, column by column, in one statement over {@code unnest}. */
final class Columns {

  private final String[] types;
  private final List<List<@Nullable Object>> values = new ArrayList<>();

  Columns(String... types) {
    this.types = types;
    for (int i = 0; i < types.length; i++) {
      values.add(new ArrayList<>());
    }
  }

  void add(@Nullable Object... row) {
    for (int i = 0; i < types.length; i++) {
      values.get(i).add(row[i]);
    }
  }

  /** Runs the statement with an array for each {@code ?}, in the order of the columns. */
  int execute(Connection connection, String sql) throws SQLException {
    if (values.get(0).isEmpty()) {
      return 0;
    }
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < types.length; i++) {
        statement.setArray(i + 1, connection.createArrayOf(types[i], array(types[i], i)));
      }
      return statement.executeUpdate();
    }
  }

  /** Typed arrays: the driver sends them in binary, an Object[] as a text full of escapes. */
  private @Nullable Object[] array(String type, int column) {
    return switch (type) {
      case "int" -> values.get(column).toArray(new Integer[0]);
      case "bigint" -> values.get(column).toArray(new Long[0]);
      default -> values.get(column).toArray(new String[0]);
    };
  }
}
