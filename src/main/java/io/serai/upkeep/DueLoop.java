package io.serai.upkeep;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Looks for rows that are due, on a thread of its own that also writes what became of them; a stop
 * begins no step and lets those under way end. What waits, waits on disk: a row that was taken by a
 * process that is lost is due again after a while.
 *
 * @param <R> a row
 * @param <N> what becomes of it
 */
public final class DueLoop<R, N> implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(DueLoop.class);
  // After the sets of routes are active, and stopped before they are.
  private static final int PHASE = 1500;
  private static final Duration LONGEST_STOP = Duration.ofSeconds(20);
  private static final int LOOK_MILLIS = 20;

  private final Pace pace;
  private final Work<R, N> work;
  private final AtomicInteger underWay = new AtomicInteger();
  private final AtomicBoolean asked = new AtomicBoolean();
  private volatile boolean stopping;
  private volatile @Nullable Upkeep upkeep;

  /**
   * How it goes.
   *
   * @param what the rows, in the plural, such as {@code orders}: the thread's name and the log's
   * @param enabled whether this process looks at all
   * @param poll how often it looks
   * @param inFlight rows that are seen to at the same time
   */
  public record Pace(String what, boolean enabled, Duration poll, int inFlight) {}

  /**
   * What is done about the rows.
   *
   * @param <R> a row
   * @param <N> what becomes of it
   */
  public interface Work<R, N> {

    /** Takes rows that are due, at most so many, so that nobody else does. May block. */
    List<R> take(int most);

    /** Begins what is due; must not block. */
    CompletableFuture<N> step(R row);

    /**
     * Writes down what became of a row. May block.
     *
     * @param mayGoOn whether another step may be begun now
     * @return the row as it is now where its next step is due at once and is this process's
     */
    Optional<R> put(R row, N next, boolean mayGoOn);

    /** What the log calls a row. */
    String name(R row);
  }

  /** A loop that begins with the application. */
  public DueLoop(Pace pace, Work<R, N> work) {
    this.pace = pace;
    this.work = work;
  }

  @Override
  public synchronized void start() {
    if (!pace.enabled()) {
      return;
    }
    stopping = false;
    asked.set(false);
    Upkeep started = new Upkeep("serai-" + pace.what(), "The loop of " + pace.what() + " pauses");
    upkeep = started;
    started.every(pace.poll(), () -> seeToDue(started));
  }

  /**
   * Has it look soon, as a row came; never blocks. However often it is asked before it has looked,
   * it looks once. It does nothing where the loop does not run.
   */
  public void look() {
    Upkeep own = upkeep;
    if (own == null || !asked.compareAndSet(false, true)) {
      return;
    }
    try {
      own.after(Duration.ZERO, () -> lookNow(own));
    } catch (RejectedExecutionException e) {
      asked.set(false);
      LOG.debug("The loop of {} stops; what waits, waits on disk", pace.what());
    }
  }

  private void lookNow(Upkeep own) {
    // Before the look: a row that comes during it may not be in it.
    asked.set(false);
    seeToDue(own);
  }

  private void seeToDue(Upkeep own) {
    int room = pace.inFlight() - underWay.get();
    if (stopping || room <= 0) {
      return;
    }
    work.take(room).forEach(row -> begin(row, own));
  }

  private void begin(R row, Upkeep own) {
    underWay.incrementAndGet();
    try {
      var unused =
          work.step(row)
              .thenAcceptAsync(next -> put(row, next, own), own)
              .whenComplete((done, failure) -> ended(row, failure));
    } catch (RuntimeException e) {
      // Whatever a step throws, its place is free again.
      ended(row, e);
    }
  }

  private void put(R row, N next, Upkeep own) {
    work.put(row, next, !stopping).ifPresent(moved -> begin(moved, own));
  }

  private void ended(R row, @Nullable Throwable failure) {
    underWay.decrementAndGet();
    if (failure != null) {
      LOG.warn("{} is looked at again later: {}", work.name(row), failure.getMessage());
    }
  }

  @Override
  public void stop() {
    Upkeep running;
    synchronized (this) {
      running = upkeep;
      upkeep = null;
    }
    if (running == null) {
      return;
    }
    stopping = true;
    long end = System.nanoTime() + LONGEST_STOP.toNanos();
    try {
      synchronized (this) {
        while (underWay.get() > 0 && System.nanoTime() < end) {
          wait(LOOK_MILLIS);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (!running.finish(LONGEST_STOP)) {
      LOG.warn("The thread of {} does not end", pace.what());
    }
  }

  @Override
  public synchronized boolean isRunning() {
    return upkeep != null;
  }

  @Override
  public int getPhase() {
    return PHASE;
  }
}
