package io.serai.order.internal;

import io.serai.order.OrderSettings;
import io.serai.upkeep.Upkeep;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Looks for orders that are due, on a thread of its own that also writes what became of them; a
 * stop begins no step and lets those under way end. What waits, waits on disk (S2.13).
 */
final class OrderLoop implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(OrderLoop.class);
  // After the sets of routes are active, and stopped before they are.
  private static final int PHASE = 1500;
  private static final Duration LONGEST_STOP = Duration.ofSeconds(20);
  private static final int LOOK_MILLIS = 20;

  private final OrderStore store;
  private final OrderSteps steps;
  private final OrderSettings settings;
  private final Clock clock;
  private final AtomicInteger underWay = new AtomicInteger();
  private volatile boolean stopping;
  private @Nullable Upkeep upkeep;

  OrderLoop(OrderStore store, OrderSteps steps, OrderSettings settings, Clock clock) {
    this.store = store;
    this.steps = steps;
    this.settings = settings;
    this.clock = clock;
  }

  @Override
  public synchronized void start() {
    if (!settings.enabled()) {
      return;
    }
    stopping = false;
    Upkeep started = new Upkeep("serai-orders", "Orders pause");
    upkeep = started;
    started.every(settings.poll(), () -> seeToDue(started));
  }

  private void seeToDue(Upkeep own) {
    int room = settings.inFlight() - underWay.get();
    if (stopping || room <= 0) {
      return;
    }
    store.take(clock.instant(), settings.hold(), room).forEach(order -> begin(order, own));
  }

  private void begin(Order order, Upkeep own) {
    underWay.incrementAndGet();
    try {
      var unused =
          steps
              .step(order)
              .thenAcceptAsync(next -> put(order, next, own), own)
              .whenComplete((done, failure) -> ended(order, failure));
    } catch (RejectedExecutionException e) {
      ended(order, e);
    }
  }

  private void put(Order order, Order.Next next, Upkeep own) {
    Instant now = clock.instant();
    Instant dueAt = next.dueAt();
    boolean goesOn =
        next.state() != order.state() && dueAt != null && !dueAt.isAfter(now) && !stopping;
    // Held like one that was taken, so that its next step is begun here and by nobody else.
    Order.Next written = goesOn ? next.dueAt(now.plus(settings.hold())) : next;
    if (!store.move(order, written, now)) {
      return;
    }
    if (next.state() != order.state()) {
      LOG.info(
          "Order {} is {}{}",
          order.id(),
          next.state().word(),
          next.code() == null ? "" : " (" + next.code() + ")");
    }
    if (goesOn) {
      store.byId(order.id()).ifPresent(moved -> begin(moved, own));
    }
  }

  private void ended(Order order, @Nullable Throwable failure) {
    underWay.decrementAndGet();
    if (failure != null) {
      LOG.warn("Order {} is looked at again later: {}", order.id(), failure.getMessage());
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
      LOG.warn("The thread of orders does not end");
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
