package io.serai.refund.internal;

import io.serai.refund.RefundSettings;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Looks for refunds that are due, on a thread of its own that also writes what became of them; a
 * stop begins none and lets those under way end.
 */
final class RefundLoop implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(RefundLoop.class);
  // After the sets of routes are active, and stopped before they are.
  private static final int PHASE = 1500;
  private static final int LONGEST_STOP_SECONDS = 20;
  private static final int LOOK_MILLIS = 20;

  private final Items items;
  private final RefundWork work;
  private final RefundSettings settings;
  private final Clock clock;
  private final AtomicInteger underWay = new AtomicInteger();
  private volatile boolean stopping;
  private @Nullable ScheduledExecutorService thread;

  RefundLoop(Items items, RefundWork work, RefundSettings settings, Clock clock) {
    this.items = items;
    this.work = work;
    this.settings = settings;
    this.clock = clock;
  }

  @Override
  public synchronized void start() {
    if (!settings.enabled()) {
      return;
    }
    stopping = false;
    ScheduledExecutorService started =
        Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "serai-refunds"));
    thread = started;
    long poll = settings.poll().toMillis();
    var unused =
        started.scheduleWithFixedDelay(() -> seeToDue(started), poll, poll, TimeUnit.MILLISECONDS);
  }

  private void seeToDue(ScheduledExecutorService own) {
    int room = settings.inFlight() - underWay.get();
    if (stopping || room <= 0) {
      return;
    }
    try {
      List<Item> due = items.take(clock.instant(), room);
      due.forEach(item -> begin(item, own));
    } catch (RuntimeException e) {
      // A timer that throws is never called again; the database may be back the next time.
      LOG.warn("Refunds in the background pause: {}", e.getMessage());
    }
  }

  private void begin(Item item, ScheduledExecutorService own) {
    underWay.incrementAndGet();
    try {
      var unused =
          work.attempt(item)
              .thenAcceptAsync(next -> items.put(item, next, clock.instant()), own)
              .whenComplete((done, failure) -> ended(item, failure));
    } catch (RejectedExecutionException e) {
      ended(item, e);
    }
  }

  private void ended(Item item, @Nullable Throwable failure) {
    underWay.decrementAndGet();
    if (failure != null) {
      LOG.warn("Refund {} is looked at again later: {}", item.id(), failure.getMessage());
    }
  }

  @Override
  public void stop() {
    ScheduledExecutorService running;
    synchronized (this) {
      running = thread;
      thread = null;
    }
    if (running == null) {
      return;
    }
    stopping = true;
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LONGEST_STOP_SECONDS);
    try {
      synchronized (this) {
        while (underWay.get() > 0 && System.nanoTime() < end) {
          wait(LOOK_MILLIS);
        }
      }
      running.shutdown();
      if (!running.awaitTermination(LONGEST_STOP_SECONDS, TimeUnit.SECONDS)) {
        LOG.warn("The thread of refunds does not end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public synchronized boolean isRunning() {
    return thread != null;
  }

  @Override
  public int getPhase() {
    return PHASE;
  }
}
