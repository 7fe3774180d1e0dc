package io.serai.journal.internal;

import io.serai.journal.RelaySettings;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes the journal to Kafka: reads the next complete entries, sends them, waits for every
 * acknowledgement, moves the mark. At least once: what was acknowledged but not marked is sent
 * again, and consumers drop it by its sequence (I7). Whatever fails is tried again with growing
 * pauses; no payment ever waits for it.
 */
final class Relay implements Runnable {

  private static final Logger LOG = LoggerFactory.getLogger(Relay.class);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
  private static final long MEASURE_EVERY_NANOS = Duration.ofSeconds(1).toNanos();

  private final DataSource database;
  private final String brokers;
  private final RelaySettings settings;
  private final RelayLag lag;
  private final CountDownLatch stopping = new CountDownLatch(1);
  private @Nullable RelaySession session;
  private @Nullable EventPublisher publisher;
  private long measuredNanos = System.nanoTime() - MEASURE_EVERY_NANOS;

  Relay(DataSource database, String brokers, RelaySettings settings, RelayLag lag) {
    this.database = database;
    this.brokers = brokers;
    this.settings = settings;
    this.lag = lag;
  }

  /** Asks {@link #run} to end after the batch that it is at. */
  void stop() {
    stopping.countDown();
  }

  @Override
  public void run() {
    Duration pause = FIRST_PAUSE;
    try {
      while (stopping.getCount() > 0) {
        try {
          Duration rest = step();
          pause = FIRST_PAUSE;
          rest(rest);
        } catch (SQLException | RuntimeException e) {
          LOG.warn("The journal is not relayed just now, it is kept: {}", e.getMessage());
          release();
          lag.watch();
          rest(pause);
          pause =
              pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0
                  ? LONGEST_PAUSE
                  : pause.multipliedBy(2);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      release();
    }
  }

  /** Publishes one batch, if this relay is the one at work; says how long to rest afterwards. */
  private Duration step() throws SQLException {
    RelaySession open = session();
    measure(open);
    if (!open.lead()) {
      return settings.takeOverPause();
    }
    for (RelayMark mark : RelayMark.all(open.connection())) {
      List<JournalRow> rows = JournalCut.read(open.connection(), mark, settings.batchRows());
      if (!rows.isEmpty()) {
        publisher().publish(rows);
        mark.moveBehind(open.connection(), rows.get(rows.size() - 1).xid());
        // A pause lets a batch gather: many small ones cost Kafka and us more than the payments.
        return rows.size() < settings.batchRows() / 4 ? settings.idlePause() : Duration.ZERO;
      }
    }
    return settings.idlePause();
  }

  private void measure(RelaySession open) throws SQLException {
    long now = System.nanoTime();
    if (now - measuredNanos >= MEASURE_EVERY_NANOS) {
      measuredNanos = now;
      lag.measure(open.connection());
      lag.watch();
    }
  }

  private RelaySession session() throws SQLException {
    RelaySession open = session;
    if (open == null) {
      try {
        open = RelaySession.open(database);
      } catch (SQLException e) {
        lag.notMeasured();
        throw e;
      }
      session = open;
    }
    return open;
  }

  private EventPublisher publisher() {
    EventPublisher ready = publisher;
    if (ready == null) {
      EventTopics.ensure(brokers, settings);
      ready = new EventPublisher(brokers, settings.topic(), settings.deliveryTimeout());
      publisher = ready;
    }
    return ready;
  }

  private void rest(Duration pause) throws InterruptedException {
    var unused = stopping.await(pause.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void release() {
    EventPublisher ready = publisher;
    publisher = null;
    if (ready != null) {
      ready.close();
    }
    RelaySession open = session;
    session = null;
    if (open != null) {
      open.close();
    }
  }
}
