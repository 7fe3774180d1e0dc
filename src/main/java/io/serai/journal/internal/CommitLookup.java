package io.serai.journal.internal;

import io.serai.journal.Commit;
import io.serai.journal.CommitResult;
import io.serai.payment.ErrorCode;
import io.serai.payment.SeraiException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out whether a commit took effect whose connection broke, by its own id at its own place in
 * the payment's sequence. Until PostgreSQL answers nobody is told anything, and nothing is sent: an
 * intent that is on disk after all would else wait for its process to be lost. Few wait, since
 * without a connection nothing more comes into doubt. Thread-safe.
 */
final class CommitLookup implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(CommitLookup.class);
  private static final String SQL =
      "select 1 from journal where payment_id = ? and seq = ? and commit_id = ?";
  private static final int AGAIN_MILLIS = 200;

  private final DataSource database;
  private final Executor answers;
  private final ScheduledExecutorService asking =
      Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "serai-journal-lookup"));

  CommitLookup(DataSource database, Executor answers) {
    this.database = database;
    this.answers = answers;
  }

  /** Answers each of the group once PostgreSQL says what became of it; returns at once. */
  void settle(List<Waiting> group) {
    askAfter(0, group);
  }

  private void askAfter(int millis, List<Waiting> group) {
    try {
      var unused = asking.schedule(() -> ask(group), millis, TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      LOG.warn("Whether {} commits took effect is left to another process", group.size());
    }
  }

  private void ask(List<Waiting> group) {
    List<Boolean> took = new ArrayList<>(group.size());
    try (Connection connection = database.getConnection();
        PreparedStatement query = connection.prepareStatement(SQL)) {
      for (Waiting one : group) {
        took.add(took(query, one.commit()));
      }
    } catch (SQLException e) {
      LOG.warn("Whether a group was committed cannot be read yet: {}", e.getMessage());
      askAfter(AGAIN_MILLIS, group);
      return;
    }
    answers.execute(
        () -> {
          for (int i = 0; i < took.size(); i++) {
            if (took.get(i)) {
              group.get(i).done(CommitResult.COMMITTED);
            } else {
              group.get(i).failed(unavailable(null));
            }
          }
        });
  }

  private static boolean took(PreparedStatement query, Commit commit) throws SQLException {
    query.setString(1, commit.payment().id());
    query.setInt(2, commit.payment().seq());
    query.setString(3, commit.id());
    try (ResultSet row = query.executeQuery()) {
      return row.next();
    }
  }

  /** What callers are told of a commit that provably was not written. */
  static SeraiException unavailable(@Nullable SQLException cause) {
    return new SeraiException(
        ErrorCode.JOURNAL_UNAVAILABLE, null, "the journal cannot be written just now", cause);
  }

  @Override
  public void close() {
    asking.shutdownNow();
  }
}
