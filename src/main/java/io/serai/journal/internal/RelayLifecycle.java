package io.serai.journal.internal;

import io.serai.journal.RelaySource;
import io.serai.journal.RelayTap;
import io.serai.payment.AlarmRaised;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the relay of one source on a thread of its own. */
public final class RelayLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(RelayLifecycle.class);
  private static final Duration LAST_BATCH = Duration.ofSeconds(15);

  private final String name;
  private final Supplier<Relay> relays;
  private @Nullable Relay relay;
  private @Nullable Thread thread;

  RelayLifecycle(String source, Supplier<Relay> relays) {
    this.name = source;
    this.relays = relays;
  }

  /** A relay without Spring around it. */
  public static RelayLifecycle of(
      DataSource database,
      String brokers,
      RelaySource source,
      List<RelayTap> taps,
      Clock clock,
      Consumer<AlarmRaised> alarms) {
    RelayLag lag = new RelayLag(source, clock, alarms);
    return new RelayLifecycle(source.name(), () -> new Relay(database, brokers, source, lag, taps));
  }

  /** Starts it, if it does not run. */
  public synchronized void start() {
    if (thread == null) {
      Relay fresh = relays.get();
      Thread runner = new Thread(fresh, "serai-relay-" + name.replace(' ', '-'));
      relay = fresh;
      thread = runner;
      runner.start();
    }
  }

  /** Asks it to end after the batch that it is at, without waiting. */
  synchronized void stopping() {
    Relay running = relay;
    if (running != null) {
      running.stop();
    }
  }

  /** Ends it, after the batch that it is at unless that takes too long. */
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
        LOG.warn(
            "The last batch of the {} is not acknowledged; it is sent again at the next start",
            name);
        runner.interrupt();
      }
    } catch (InterruptedException e) {
      runner.interrupt();
      Thread.currentThread().interrupt();
    }
  }

  synchronized boolean isRunning() {
    return thread != null;
  }
}
