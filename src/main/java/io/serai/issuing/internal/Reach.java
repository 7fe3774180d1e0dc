package io.serai.issuing.internal;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the database can be reached. Once it was lost it is asked again and again, so that no
 * request has to wait to find out. Thread-safe.
 */
final class Reach implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Reach.class);
  private static final int AGAIN_MILLIS = 250;
  private static final int VALID_SECONDS = 2;

  private final DataSource database;
  private final AtomicBoolean away = new AtomicBoolean();
  private final ScheduledExecutorService asking =
      Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "serai-issuing-reach"));
  private volatile Runnable onReturn = () -> {};

  Reach(DataSource database) {
    this.database = database;
  }

  /** What is done each time the database is back, before anybody is let in; again if it throws. */
  void onReturn(Runnable action) {
    onReturn = action;
  }

  boolean away() {
    return away.get();
  }

  /** Somebody could not reach it. */
  void lost() {
    if (away.compareAndSet(false, true)) {
      LOG.warn("The database of the card accounts is away; requests are answered by rule");
      askAfter(0);
    }
  }

  private void askAfter(int millis) {
    try {
      var unused = asking.schedule(this::ask, millis, TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      LOG.debug("The database of the card accounts is not waited for any more", e);
    }
  }

  private void ask() {
    if (!answers()) {
      askAfter(AGAIN_MILLIS);
      return;
    }
    try {
      onReturn.run();
    } catch (RuntimeException e) {
      LOG.warn("What was left to do for the database's return is tried again", e);
      askAfter(AGAIN_MILLIS);
      return;
    }
    away.set(false);
    LOG.info("The database of the card accounts is back");
  }

  private boolean answers() {
    try (Connection connection = database.getConnection()) {
      return connection.isValid(VALID_SECONDS);
    } catch (SQLException e) {
      LOG.debug("The database of the card accounts is still away", e);
      return false;
    }
  }

  @Override
  public void close() {
    asking.shutdownNow();
  }
}
