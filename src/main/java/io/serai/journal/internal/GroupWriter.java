package io.serai.journal.internal;

import io.serai.journal.Commit;
import io.serai.journal.CommitResult;
import io.serai.payment.ErrorCode;
import io.serai.payment.SeraiException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One thread with one connection that commits in groups: while one commit is under way the next
 * group gathers in the queue. Nobody waits on a timer.
 */
final class GroupWriter implements Runnable {

  private static final Logger LOG = LoggerFactory.getLogger(GroupWriter.class);

  // What follows a commit, such as the send, runs on these threads: one task for a large group
  // would
  // send its last request after all others, and on one thread.
  private static final int ANSWERS_A_TASK = 16;

  // Class 08 of SQLSTATE and the shutdowns of class 57: whether the commit took effect is not
  // known.
  private static final Set<String> BROKEN =
      Set.of("08000", "08003", "08006", "08007", "57P01", "57P02", "57P03");

  private final BlockingQueue<Waiting> queue;
  private final int largestGroup;
  private final DataSource database;
  private final GroupCall call;
  private final CommitLookup lookup;
  private final Executor answers;
  private final int epoch;
  private final List<Waiting> nextRound = new ArrayList<>();
  private @Nullable Connection connection;

  GroupWriter(
      BlockingQueue<Waiting> queue,
      int largestGroup,
      DataSource database,
      GroupCall call,
      CommitLookup lookup,
      Executor answers,
      int epoch) {
    this.queue = queue;
    this.largestGroup = largestGroup;
    this.database = database;
    this.call = call;
    this.lookup = lookup;
    this.answers = answers;
    this.epoch = epoch;
  }

  @Override
  public void run() {
    try {
      while (true) {
        List<Waiting> group = gather();
        commit(group);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      drop();
    }
  }

  private List<Waiting> gather() throws InterruptedException {
    List<Waiting> waiting = new ArrayList<>(nextRound);
    nextRound.clear();
    if (waiting.isEmpty()) {
      waiting.add(queue.take());
    }
    queue.drainTo(waiting, Math.max(0, largestGroup - waiting.size()));
    List<Waiting> group = new ArrayList<>(waiting.size());
    Set<String> payments = new HashSet<>();
    for (Waiting one : waiting) {
      // A payment stands in a group once: the second of two would see the first's sequence.
      if (payments.add(one.commit().payment().id())) {
        group.add(one);
      } else {
        nextRound.add(one);
      }
    }
    return group;
  }

  private void commit(List<Waiting> group) {
    List<Commit> commits = group.stream().map(Waiting::commit).toList();
    Connection open;
    try {
      open = connection();
    } catch (SQLException e) {
      refuse(group, e);
      return;
    }
    try {
      CommitResult[] results = call.apply(open, epoch, commits);
      for (int from = 0; from < results.length; from += ANSWERS_A_TASK) {
        int first = from;
        int end = Math.min(first + ANSWERS_A_TASK, results.length);
        answers.execute(
            () -> {
              for (int i = first; i < end; i++) {
                group.get(i).done(results[i]);
              }
            });
      }
    } catch (SQLException | RuntimeException e) {
      recover(group, e);
    }
  }

  /** Without a connection nothing of the group was written, and each part of it would wait anew. */
  private void refuse(List<Waiting> group, SQLException e) {
    LOG.warn("The journal cannot be reached for a group of {}: {}", group.size(), e.getMessage());
    answers.execute(() -> group.forEach(one -> one.failed(CommitLookup.unavailable(e))));
  }

  private void recover(List<Waiting> group, Exception e) {
    if (e instanceof SQLException sql && isBroken(sql)) {
      drop();
      LOG.warn("The journal's connection broke in a group of {}: {}", group.size(), e.getMessage());
      lookup.settle(group);
    } else if (group.size() > 1) {
      // One entry that the database refuses must not take the others with it.
      int half = group.size() / 2;
      commit(group.subList(0, half));
      commit(group.subList(half, group.size()));
    } else {
      Waiting only = group.get(0);
      LOG.error("The journal refused an entry of {}", only.commit().payment().id(), e);
      answers.execute(
          () ->
              only.failed(
                  new SeraiException(
                      ErrorCode.JOURNAL_UNAVAILABLE, null, "the journal refused the entry", e)));
    }
  }

  private static boolean isBroken(SQLException e) {
    String state = e.getSQLState();
    return state == null || BROKEN.contains(state);
  }

  private Connection connection() throws SQLException {
    Connection open = connection;
    if (open == null) {
      open = database.getConnection();
      open.setAutoCommit(true);
      connection = open;
    }
    return open;
  }

  private void drop() {
    Connection open = connection;
    connection = null;
    if (open != null) {
      try {
        open.close();
      } catch (SQLException e) {
        LOG.debug("The journal's connection was gone already", e);
      }
    }
  }
}
