package io.serai.journal.internal;

import io.serai.journal.Commit;
import io.serai.journal.CommitResult;
import io.serai.payment.ErrorCode;
import io.serai.payment.SeraiException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out whether a commit took effect whose connection broke, by its own id at its own place in
 * the payment's sequence. Until PostgreSQL answers nobody is told anything, and nothing is sent.
 */
final class CommitLookup {

  private static final Logger LOG = LoggerFactory.getLogger(CommitLookup.class);
  private static final String SQL =
      "select 1 from journal where payment_id = ? and seq = ? and commit_id = ?";

  private final DataSource database;

  CommitLookup(DataSource database) {
    this.database = database;
  }

  void settle(List<Waiting> group) {
    try (Connection connection = database.getConnection();
        PreparedStatement query = connection.prepareStatement(SQL)) {
      for (Waiting one : group) {
        if (took(query, one.commit())) {
          one.done(CommitResult.COMMITTED);
        } else {
          one.failed(unavailable(null));
        }
      }
    } catch (SQLException e) {
      LOG.warn("Whether a group was committed cannot be read: {}", e.getMessage());
      group.forEach(one -> one.failed(unavailable(e)));
    }
  }

  private static boolean took(PreparedStatement query, Commit commit) throws SQLException {
    query.setString(1, commit.payment().id());
    query.setInt(2, commit.payment().seq());
    query.setString(3, commit.id());
    try (ResultSet row = query.executeQuery()) {
      return row.next();
    }
  }

  private static SeraiException unavailable(@org.jspecify.annotations.Nullable SQLException cause) {
    return new SeraiException(
        ErrorCode.JOURNAL_UNAVAILABLE, null, "the journal cannot be written just now", cause);
  }
}
