package io.serai.issuing.internal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows that are handed to a function column by column, as arrays. Not thread-safe. */
final class Columns {

  private final String[] types;
  private final List<List<@Nullable Object>> columns = new ArrayList<>();

  /**
   * Of some types.
   *
   * @param types names of SQL, with blanks between
   */
  Columns(String types) {
    this.types = types.split(" ");
    for (int i = 0; i < this.types.length; i++) {
      columns.add(new ArrayList<>());
    }
  }

  void add(@Nullable Object... row) {
    if (row.length != types.length) {
      throw new IllegalArgumentException(row.length + " values for " + types.length + " columns");
    }
    for (int i = 0; i < row.length; i++) {
      columns.get(i).add(row[i]);
    }
  }

  /** Sets the arrays as parameters from a number on; gives the number after them. */
  int bind(Connection connection, PreparedStatement call, int from) throws SQLException {
    for (int i = 0; i < types.length; i++) {
      call.setArray(from + i, connection.createArrayOf(types[i], values(types[i], columns.get(i))));
    }
    return from + types.length;
  }

  /** The question marks of that many columns. */
  static String marks(int count) {
    return String.join(",", Collections.nCopies(count, "?"));
  }

  int width() {
    return types.length;
  }

  /** Typed arrays: the driver sends them in binary, an Object[] as a text full of escapes. */
  private static @Nullable Object[] values(String type, List<@Nullable Object> column) {
    return switch (type) {
      case "int" -> column.toArray(new Integer[0]);
      case "bigint" -> column.toArray(new Long[0]);
      case "boolean" -> column.toArray(new Boolean[0]);
      default -> column.stream().map(v -> v == null ? null : v.toString()).toArray(String[]::new);
    };
  }
}
