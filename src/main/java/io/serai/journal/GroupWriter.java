package io.serai.journal;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One thread with one connection that commits in groups: while one commit is under way the next
 * group gathers in the lanes. Nobody waits on a timer.
 */
final class GroupWriter<W, R> implements Runnable {

  private static final Logger LOG = LoggerFactory.getLogger(GroupWriter.class);

  // What follows a commit, such as the send, runs on these threads: one task for a large group
  // would send its last request after all others, and on one thread.
  private static final int ANSWERS_A_TASK = 16;

  // Class 08 of SQLSTATE and the shutdowns of class 57: whether the commit took effect is not
  // known.
  private static final Set<String> BROKEN =
      Set.of("08000", "08003", "08006", "08007", "57P01", "57P02", "57P03");

  private final int number;
  private final GroupSize size;
  private final Lanes<W, R> lanes;
  private final Pace pace;
  private final DataSource database;
  private final GroupWork<W, R> work;
  private final InDoubt<W, R> inDoubt;
  private final Executor answers;
  private @Nullable Connection connection;

  GroupWriter(
      int number,
      GroupSize size,
      Lanes<W, R> lanes,
      Pace pace,
      DataSource database,
      GroupWork<W, R> work,
      InDoubt<W, R> inDoubt,
      Executor answers) {
    this.number = number;
    this.size = size;
    this.lanes = lanes;
    this.pace = pace;
    this.database = database;
    this.work = work;
    this.inDoubt = inDoubt;
    this.answers = answers;
  }

  @Override
  public void run() {
    try {
      while (true) {
        List<Waiting<W, R>> group = lanes.take(size.group());
        pace.begun(number);
        try {
          commit(group);
        } finally {
          pace.over(number);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      drop();
    }
  }

  private void commit(List<Waiting<W, R>> group) {
    Connection open;
    try {
      open = connection();
    } catch (SQLException e) {
      refuse(group, e);
      return;
    }
    try {
      List<W> works = group.stream().map(one -> one.work).toList();
      tell(group, work.apply(open, works));
    } catch (SQLException | RuntimeException e) {
      recover(group, e);
    }
  }

  private void tell(List<Waiting<W, R>> group, List<GroupResult<R>> results) {
    List<Waiting<W, R>> over = new ArrayList<>(group.size());
    List<GroupResult<R>> told = new ArrayList<>(group.size());
    List<Waiting<W, R>> later = new ArrayList<>(0);
    for (int i = 0; i < group.size(); i++) {
      if (results.get(i) instanceof GroupResult.Later) {
        later.add(group.get(i));
      } else {
        over.add(group.get(i));
        told.add(results.get(i));
      }
    }
    lanes.release(over);
    lanes.putBack(later);
    for (int from = 0; from < over.size(); from += ANSWERS_A_TASK) {
      int first = from;
      int end = Math.min(first + ANSWERS_A_TASK, over.size());
      answers.execute(
          () -> {
            for (int i = first; i < end; i++) {
              over.get(i).tell(told.get(i));
            }
          });
    }
  }

  /** Without a connection nothing of the group was written, and each part of it would wait anew. */
  private void refuse(List<Waiting<W, R>> group, SQLException e) {
    LOG.warn(
        "The {} cannot be reached for a group of {}: {}",
        size.name(),
        group.size(),
        e.getMessage());
    fail(group, new GroupResult.Failed<>(work.unavailable(e)));
  }

  private void recover(List<Waiting<W, R>> group, Exception e) {
    if (e instanceof SQLException sql && isBroken(sql)) {
      drop();
      LOG.warn(
          "The connection of the {} broke in a group of {}: {}",
          size.name(),
          group.size(),
          e.getMessage());
      work.broken();
      inDoubt.settle(group);
    } else if (group.size() > 1) {
      // One work that the database refuses must not take the others with it.
      int half = group.size() / 2;
      commit(group.subList(0, half));
      commit(group.subList(half, group.size()));
    } else {
      fail(group, new GroupResult.Failed<>(work.refused(group.get(0).work, e)));
    }
  }

  private void fail(List<Waiting<W, R>> group, GroupResult<R> why) {
    lanes.release(group);
    answers.execute(() -> group.forEach(one -> one.tell(why)));
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
        LOG.debug("The connection of the {} was gone already", size.name(), e);
      }
    }
  }
}
