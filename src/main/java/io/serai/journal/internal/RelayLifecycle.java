package io.serai.journal.internal;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Runs the relay while the application runs: it starts before the entries and stops after them, so
 * that the last answers are published too.
 */
final class RelayLifecycle implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(RelayLifecycle.class);
  private static final Duration LAST_BATCH = Duration.ofSeconds(15);

  private final java.util.function.Supplier<Relay> relays;
  private @Nullable Relay relay;
  private @Nullable Thread thread;

  RelayLifecycle(java.util.function.Supplier<Relay> relays) {
    this.relays = relays;
  }

  @Override
  public synchronized void start() {
    if (thread == null) {
      Relay fresh = relays.get();
      Thread runner = new Thread(fresh, "serai-relay");
      relay = fresh;
      thread = runner;
      runner.start();
    }
  }

  @Override
  public synchronized void stop() {
    Relay running = relay;
    Thread runner = thread;
    relay = null;
    thread = null;
    if (running == null || runner == null) {
      return;
    }
    running.stop();
    try {
      runner.join(LAST_BATCH.toMillis());
      if (runner.isAlive()) {
        LOG.warn("The relay's last batch is not acknowledged; it is sent again at the next start");
        runner.interrupt();
      }
    } catch (InterruptedException e) {
      runner.interrupt();
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public synchronized boolean isRunning() {
    return thread != null;
  }

  @Override
  public int getPhase() {
    return 0;
  }
}
