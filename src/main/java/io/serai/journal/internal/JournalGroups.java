package io.serai.journal.internal;

import io.serai.journal.Commit;
import io.serai.journal.CommitResult;
import io.serai.journal.GroupResult;
import io.serai.journal.GroupWork;
import io.serai.payment.ErrorCode;
import io.serai.payment.SeraiException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the journal does with a group of commits. A payment stands in a group once: the second of
 * two would see the first's sequence. A commit is found again by its own id at its own place in the
 * payment's sequence.
 */
final class JournalGroups implements GroupWork<Commit, CommitResult> {

  private static final Logger LOG = LoggerFactory.getLogger(JournalGroups.class);
  private static final String SQL =
      "select 1 from journal where payment_id = ? and seq = ? and commit_id = ?";

  private final GroupCall call;
  private final int epoch;

  JournalGroups(GroupCall call, int epoch) {
    this.call = call;
    this.epoch = epoch;
  }

  @Override
  public Object lane(Commit commit) {
    return commit.payment().id();
  }

  @Override
  public List<GroupResult<CommitResult>> apply(Connection connection, List<Commit> group)
      throws SQLException {
    CommitResult[] results = call.apply(connection, epoch, group);
    List<GroupResult<CommitResult>> told = new ArrayList<>(results.length);
    for (CommitResult result : results) {
      told.add(new GroupResult.Done<>(result));
    }
    return told;
  }

  @Override
  public List<@Nullable CommitResult> lookup(Connection connection, List<Commit> group)
      throws SQLException {
    List<@Nullable CommitResult> took = new ArrayList<>(group.size());
    try (PreparedStatement query = connection.prepareStatement(SQL)) {
      for (Commit one : group) {
        took.add(took(query, one) ? CommitResult.COMMITTED : null);
      }
    }
    return took;
  }

  private static boolean took(PreparedStatement query, Commit commit) throws SQLException {
    query.setString(1, commit.payment().id());
    query.setInt(2, commit.payment().seq());
    query.setString(3, commit.id());
    try (ResultSet row = query.executeQuery()) {
      return row.next();
    }
  }

  @Override
  public SeraiException full() {
    return new SeraiException(
        ErrorCode.OVERLOADED, "the hub takes no more work just now; nothing was charged");
  }

  @Override
  public SeraiException unavailable(@Nullable SQLException cause) {
    return new SeraiException(
        ErrorCode.JOURNAL_UNAVAILABLE, null, "the journal cannot be written just now", cause);
  }

  @Override
  public SeraiException refused(Commit commit, Exception cause) {
    LOG.error("The journal refused an entry of {}", commit.payment().id(), cause);
    return new SeraiException(
        ErrorCode.JOURNAL_UNAVAILABLE, null, "the journal refused the entry", cause);
  }
}
