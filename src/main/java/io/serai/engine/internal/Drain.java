package io.serai.engine.internal;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Holds a stop until every payment under way has its outcome on disk (I9). */
final class Drain implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(Drain.class);
  // Below the sets of routes, which stop first; above everything that the engine needs.
  private static final int PHASE = 500;
  private static final int LOOK_MILLIS = 20;

  private final PaymentEngine engine;
  private final Duration longest;
  private final AtomicBoolean running = new AtomicBoolean();

  Drain(PaymentEngine engine, Duration longest) {
    this.engine = engine;
    this.longest = longest;
  }

  @Override
  public void start() {
    running.set(true);
  }

  @Override
  public void stop() {
    long end = System.nanoTime() + longest.toNanos();
    try {
      synchronized (this) {
        while (engine.underWay() > 0 && System.nanoTime() < end) {
          wait(LOOK_MILLIS);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (engine.underWay() > 0) {
      LOG.warn("{} payments had no outcome when the hub stopped", engine.underWay());
    }
    running.set(false);
  }

  @Override
  public boolean isRunning() {
    return running.get();
  }

  @Override
  public int getPhase() {
    return PHASE;
  }
}
