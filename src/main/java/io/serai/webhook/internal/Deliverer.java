package io.serai.webhook.internal;

import io.serai.payment.AlarmRaised;
import io.serai.webhook.WebhookSettings;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * Delivers to one endpoint: takes what is due as far as there is room, sends it, writes down what
 * came of it, and looks again. Each endpoint has room of its own, so that none waits for another;
 * no thread waits for an endpoint. Thread-safe.
 */
final class Deliverer {

  private static final Logger LOG = LoggerFactory.getLogger(Deliverer.class);
  private static final Duration SEND_WITHIN = Duration.ofSeconds(15);

  private final Endpoint endpoint;
  private final Deliveries deliveries;
  private final Sender sender;
  private final WebhookSettings settings;
  private final Pauses pauses;
  private final Clock clock;
  private final Consumer<AlarmRaised> alarms;
  private final Executor workers;
  private final Semaphore room;
  private final AtomicBoolean asked = new AtomicBoolean();
  private volatile boolean closed;

  Deliverer(
      Endpoint endpoint,
      Deliveries deliveries,
      Sender sender,
      WebhookSettings settings,
      Clock clock,
      Consumer<AlarmRaised> alarms,
      Executor workers) {
    this.endpoint = endpoint;
    this.deliveries = deliveries;
    this.sender = sender;
    this.settings = settings;
    this.pauses = Pauses.of(settings);
    this.clock = clock;
    this.alarms = alarms;
    this.workers = workers;
    this.room = new Semaphore(settings.inFlight());
  }

  /** Has it look soon whether something is due; never blocks. */
  void look() {
    if (endpoint.enabled() && !closed && asked.compareAndSet(false, true)) {
      try {
        workers.execute(this::takeWhatIsDue);
      } catch (RejectedExecutionException e) {
        asked.set(false); // the process ends; what is due stays due
      }
    }
  }

  private void takeWhatIsDue() {
    asked.set(false);
    int free = room.drainPermits();
    int begun = 0;
    try {
      if (free > 0 && !closed) {
        Instant now = clock.instant();
        for (Delivery one :
            deliveries.take(endpoint.name(), free, now, SEND_WITHIN, settings.timeout())) {
          begun++;
          begin(one);
        }
      }
    } catch (DataAccessException e) {
      LOG.warn("What is due to {} cannot be read: {}", endpoint.name(), e.getMessage());
    } finally {
      room.release(free - begun);
    }
  }

  private void begin(Delivery delivery) {
    var unused =
        sender
            .send(endpoint, delivery)
            .whenCompleteAsync(
                (result, never) -> {
                  try {
                    ended(delivery, result);
                  } catch (DataAccessException | TransactionException e) {
                    // The lane falls due again after the hold; the receiver knows the event's id.
                    LOG.warn(
                        "What {} made of an event is lost: {}", endpoint.name(), e.getMessage());
                  } finally {
                    room.release();
                    look();
                  }
                },
                workers);
  }

  private void ended(Delivery delivery, Result result) {
    Instant now = clock.instant();
    if (result.taken()) {
      deliveries.end(endpoint.name(), delivery, "delivered", result.word(), now);
    } else if (Duration.between(delivery.since(), now).compareTo(settings.limit()) >= 0) {
      if (deliveries.end(endpoint.name(), delivery, "given_up", result.word(), now)) {
        alarms.accept(givenUp(delivery, result));
      }
    } else {
      Duration pause = pauses.varied(delivery.tries() + 1);
      deliveries.putOff(endpoint.name(), delivery, result.word(), now, now.plus(pause));
    }
  }

  private AlarmRaised givenUp(Delivery delivery, Result result) {
    return new AlarmRaised(
        "webhook_given_up",
        endpoint.name(),
        "The endpoint "
            + endpoint.name()
            + " has not taken "
            + delivery.event()
            + " for "
            + settings.limit().toHours()
            + " hours (last: "
            + result.word()
            + "). Once it is mended, send it again with serai webhooks replay.");
  }

  /** Begins nothing more. */
  void close() {
    closed = true;
  }

  /** Waits for what is under way. */
  void await(long longestNanos) {
    try {
      if (!room.tryAcquire(settings.inFlight(), longestNanos, TimeUnit.NANOSECONDS)) {
        LOG.info("Deliveries to {} under way are sent again by whoever comes", endpoint.name());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
