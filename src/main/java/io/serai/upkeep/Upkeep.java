package io.serai.upkeep;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One named thread on which a room does its upkeep again and again: it may block, since no payment
 * waits for it. A task that fails is logged and done again the next time, as a database that is
 * away may be back by then. Thread-safe.
 */
public final class Upkeep implements Executor, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Upkeep.class);

  private final String failure;
  private final ScheduledExecutorService thread;

  /**
   * Makes the thread; it begins with the first task and does not keep the process alive.
   *
   * @param name the thread's name
   * @param failure what the log says in front of the cause when a task fails
   */
  public Upkeep(String name, String failure) {
    this.failure = failure;
    this.thread =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread made = new Thread(task, name);
              made.setDaemon(true);
              return made;
            });
  }

  /**
   * Does a task again and again, first after one pause.
   *
   * @param pause from the end of one turn to the next; at least a millisecond is taken
   * @param task what is done
   */
  public void every(Duration pause, Runnable task) {
    long millis = Math.max(1, pause.toMillis());
    var unused =
        thread.scheduleWithFixedDelay(() -> attempt(task), millis, millis, TimeUnit.MILLISECONDS);
  }

  /**
   * Does a task once, later.
   *
   * @throws java.util.concurrent.RejectedExecutionException after the end
   */
  public void after(Duration pause, Runnable task) {
    var unused =
        thread.schedule(() -> attempt(task), Math.max(0, pause.toMillis()), TimeUnit.MILLISECONDS);
  }

  /**
   * Does a task once, soon; its failure is its caller's.
   *
   * @throws java.util.concurrent.RejectedExecutionException after the end
   */
  @Override
  public void execute(Runnable task) {
    thread.execute(task);
  }

  /** Does a task on the caller's thread; a failure is logged as any other. */
  public void attempt(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException e) {
      // A timer that throws is never called again.
      LOG.warn("{}: {}", failure, e.getMessage());
    }
  }

  /**
   * Ends after the turn under way.
   *
   * @param longest how long the caller waits for that turn
   * @return whether it has ended
   */
  public boolean finish(Duration longest) {
    thread.shutdown();
    try {
      return thread.awaitTermination(longest.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Ends at once; a turn under way is interrupted. */
  @Override
  public void close() {
    thread.shutdownNow();
  }
}
