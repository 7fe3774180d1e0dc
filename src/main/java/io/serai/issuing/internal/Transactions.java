package io.serai.issuing.internal;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;

/** One transaction on a connection that else commits by itself. */
final class Transactions {

  /** A key was claimed meanwhile (V15), a deadlock, a serialization failure: look again. */
  private static final Set<String> AGAIN = Set.of("SE001", "40P01", "40001");

  private static final int TIMES = 3;

  private Transactions() {}

  /** What is done in it. */
  interface Work<T> {
    T run() throws SQLException;
  }

  /** Runs and commits; after an exception nothing is written, if the connection holds. */
  static <T> T inOne(Connection connection, Work<T> work) throws SQLException {
    int left = TIMES;
    while (true) {
      connection.setAutoCommit(false);
      try {
        T result = work.run();
        connection.commit();
        connection.setAutoCommit(true);
        return result;
      } catch (SQLException e) {
        undo(connection, e);
        left--;
        if (left == 0 || e.getSQLState() == null || !AGAIN.contains(e.getSQLState())) {
          throw e;
        }
      } catch (RuntimeException e) {
        undo(connection, e);
        throw e;
      }
    }
  }

  private static void undo(Connection connection, Exception cause) throws SQLException {
    try {
      connection.rollback();
      connection.setAutoCommit(true);
    } catch (SQLException e) {
      if (cause instanceof SQLException first) {
        first.addSuppressed(e);
        throw first;
      }
      throw e;
    }
  }
}
