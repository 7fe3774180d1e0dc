package io.serai.journal.internal;

import io.serai.journal.RelayPace;
import io.serai.journal.RelaySource;
import io.serai.journal.RelayTap;
import io.serai.journal.RelayedEvent;
import java.sql.Connection;
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
 * Publishes a source to Kafka: reads the next complete rows, sends them, waits for every
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
  private final RelaySource source;
  private final RelayPace pace;
  private final RelayCut cut;
  private final RelayLag lag;
  private final List<RelayTap> taps;
  private final CountDownLatch stopping = new CountDownLatch(1);
  private @Nullable RelaySession session;
  private @Nullable EventPublisher publisher;
  private long measuredNanos = System.nanoTime() - MEASURE_EVERY_NANOS;

  Relay(
      DataSource database, String brokers, RelaySource source, RelayLag lag, List<RelayTap> taps) {
    this.database = database;
    this.brokers = brokers;
    this.source = source;
    this.pace = source.pace();
    this.cut = new RelayCut(source);
    this.lag = lag;
    this.taps = List.copyOf(taps);
  }

  /** Asks {@link #run} to end after the batch that it is at. */
  void stop() {
    stopping.countDown();
  }

  @Override
  public void run() {
    Duration retry = FIRST_PAUSE;
    try {
      while (stopping.getCount() > 0) {
        try {
          Duration rest = step();
          retry = FIRST_PAUSE;
          rest(rest);
        } catch (SQLException | RuntimeException e) {
          LOG.warn("The {} is not relayed just now, it is kept: {}", source.name(), e.getMessage());
          release();
          lag.watch();
          rest(retry);
          retry =
              retry.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0
                  ? LONGEST_PAUSE
                  : retry.multipliedBy(2);
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
      return pace.takeOverPause();
    }
    Connection connection = open.connection();
    for (RelayMark mark : RelayMark.all(connection, source)) {
      List<RelayedEvent> rows = cut.read(connection, mark, pace.batchRows());
      if (!rows.isEmpty()) {
        var events = source.inOrder(connection, mark.epoch(), mark.xid(), rows);
        publisher().publish(events);
        long last = rows.get(rows.size() - 1).xid();
        Tapping.of(taps, events).around(connection, () -> mark.moveBehind(connection, last));
        // A pause lets a batch gather: many small ones cost Kafka and us more than the payments.
        return rows.size() < pace.batchRows() / 4 ? pace.idlePause() : Duration.ZERO;
      }
    }
    return pace.idlePause();
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
        open = RelaySession.open(database, source);
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
      EventTopics.ensure(brokers, source);
      ready = new EventPublisher(brokers, source);
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
