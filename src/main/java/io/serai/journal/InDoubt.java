package io.serai.journal;

import java.sql.Connection;
import java.sql.SQLException;
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
 * Finds out what became of works whose connection broke. Until PostgreSQL answers nobody is told
 * anything, nothing is sent, and their lanes stand still: an intent that is on disk after all would
 * else wait for its process to be lost. Few wait, since without a connection nothing more comes
 * into doubt. Thread-safe.
 */
final class InDoubt<W, R> implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(InDoubt.class);
  private static final int AGAIN_MILLIS = 200;

  private final String name;
  private final Lanes<W, R> lanes;
  private final DataSource database;
  private final GroupWork<W, R> work;
  private final Executor answers;
  private final ScheduledExecutorService asking;

  InDoubt(
      String name, Lanes<W, R> lanes, DataSource database, GroupWork<W, R> work, Executor answers) {
    this.name = name;
    this.lanes = lanes;
    this.database = database;
    this.work = work;
    this.answers = answers;
    this.asking =
        Executors.newSingleThreadScheduledExecutor(
            task -> new Thread(task, "serai-" + name + "-lookup"));
  }

  /** Answers each of the group once PostgreSQL says what became of it; returns at once. */
  void settle(List<Waiting<W, R>> group) {
    askAfter(0, group);
  }

  private void askAfter(int millis, List<Waiting<W, R>> group) {
    try {
      var unused = asking.schedule(() -> ask(group), millis, TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      LOG.warn("What became of {} of the {} is left to another process", group.size(), name);
    }
  }

  private void ask(List<Waiting<W, R>> group) {
    List<@Nullable R> took;
    try (Connection connection = database.getConnection()) {
      took = work.lookup(connection, group.stream().map(one -> one.work).toList());
    } catch (SQLException | RuntimeException e) {
      LOG.warn("What became of a group of the {} cannot be read yet: {}", name, e.getMessage());
      askAfter(AGAIN_MILLIS, group);
      return;
    }
    lanes.release(group);
    answers.execute(
        () -> {
          for (int i = 0; i < group.size(); i++) {
            R what = took.get(i);
            group
                .get(i)
                .tell(
                    what == null
                        ? new GroupResult.Failed<>(work.unavailable(null))
                        : new GroupResult.Done<>(what));
          }
        });
  }

  @Override
  public void close() {
    asking.shutdownNow();
  }
}
