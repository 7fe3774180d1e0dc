package io.serai.check.internal;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/** One snapshot of the database that cannot write and cannot last. */
final class Reading {

  private Reading() {}

  /** What is done in a snapshot. */
  @FunctionalInterface
  interface Work<T> {
    T in(Connection connection) throws SQLException;
  }

  static <T> T of(DataSource database, Work<T> work) throws SQLException {
    try (Connection connection = database.getConnection()) {
      connection.setAutoCommit(false);
      try (Statement statement = connection.createStatement()) {
        statement.execute(
            "set transaction isolation level repeatable read, read only;"
                + " set local statement_timeout = '30s';"
                + " set local idle_in_transaction_session_timeout = '60s'");
        return work.in(connection);
      } finally {
        connection.rollback();
        connection.setAutoCommit(true);
      }
    }
  }
}
