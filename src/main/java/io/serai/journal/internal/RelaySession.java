package io.serai.journal.internal;

import io.serai.journal.RelaySource;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The relay's connection and, on it, the lock that lets one relay work at a time. The mark is moved
 * on the same connection: whoever has lost the lock has lost the way to the mark too.
 */
final class RelaySession implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(RelaySession.class);
  private static final int ANSWER_LIMIT_MILLIS = (int) Duration.ofSeconds(30).toMillis();

  private final RelaySource source;
  private final Connection connection;
  private boolean holdsLock;

  private RelaySession(RelaySource source, Connection connection) {
    this.source = source;
    this.connection = connection;
  }

  static RelaySession open(DataSource database, RelaySource source) throws SQLException {
    Connection connection = database.getConnection();
    try (Statement statement = connection.createStatement()) {
      connection.setAutoCommit(true);
      connection.setNetworkTimeout(Runnable::run, ANSWER_LIMIT_MILLIS);
      // A machine that vanished must not keep the lock for the operating system's two hours.
      statement.execute(
          "set tcp_keepalives_idle = 5; set tcp_keepalives_interval = 2;"
              + " set tcp_keepalives_count = 3");
      return new RelaySession(source, connection);
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  Connection connection() {
    return connection;
  }

  /** Whether this relay is the one at work. */
  boolean lead() throws SQLException {
    if (!holdsLock) {
      holdsLock = ask("select pg_try_advisory_lock(" + source.lock() + ")");
      if (holdsLock) {
        LOG.info("This process relays the {} to Kafka from now on", source.name());
      }
    }
    return holdsLock;
  }

  private boolean ask(String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      return row.next() && row.getBoolean(1);
    }
  }

  /** Gives the lock up. A connection that cannot do so is broken, never put back to be shared. */
  @Override
  public void close() {
    try (connection) {
      try {
        if (holdsLock) {
          ask("select pg_advisory_unlock(" + source.lock() + ")");
        }
        connection.setNetworkTimeout(Runnable::run, 0);
      } catch (SQLException e) {
        LOG.debug("The relay's connection was gone already", e);
        connection.abort(Runnable::run);
      }
    } catch (SQLException e) {
      LOG.debug("The relay's connection did not close", e);
    }
  }
}
