package io.serai.refund.internal;

import io.serai.refund.RefundSettings;
import io.serai.upkeep.Upkeep;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
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
  private static final Duration LONGEST_STOP = Duration.ofSeconds(20);
  private static final int LOOK_MILLIS = 20;

  private final Items items;
  private final RefundWork work;
  private final RefundSettings settings;
  private final Clock clock;
  private final AtomicInteger underWay = new AtomicInteger();
  private volatile boolean stopping;
  private @Nullable Upkeep upkeep;

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
    Upkeep started = new Upkeep("serai-refunds", "Refunds in the background pause");
    upkeep = started;
    started.every(settings.poll(), () -> seeToDue(started));
  }

  private void seeToDue(Upkeep own) {
    int room = settings.inFlight() - underWay.get();
    if (stopping || room <= 0) {
      return;
    }
    List<Item> due = items.take(clock.instant(), room);
    due.forEach(item -> begin(item, own));
  }

  private void begin(Item item, Upkeep own) {
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
      LOG.warn("The thread of refunds does not end");
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
