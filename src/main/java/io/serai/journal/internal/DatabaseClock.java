package io.serai.journal.internal;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The database's time, carried on by this process's monotonic clock from one reading to the next.
 * Thread-safe once it was read for the first time.
 */
final class DatabaseClock extends Clock {

  private record Reading(Instant time, long nanos) {

    Instant at(long now) {
      return time.plusNanos(now - nanos);
    }
  }

  private final LongSupplier monotonic;
  private final ZoneId zone;
  private final AtomicReference<@Nullable Reading> latest;

  DatabaseClock(LongSupplier monotonic) {
    this(monotonic, ZoneOffset.UTC, new AtomicReference<>());
  }

  private DatabaseClock(
      LongSupplier monotonic, ZoneId zone, AtomicReference<@Nullable Reading> latest) {
    this.monotonic = monotonic;
    this.zone = zone;
    this.latest = latest;
  }

  /**
   * Sets it right. The answer to a question took its time, so that the database may be as much
   * later than it said: a clock that lies between the two is not moved.
   *
   * @param said what the database said
   * @param asked the monotonic clock before it was asked
   */
  void read(Instant said, long asked) {
    long answered = monotonic.getAsLong();
    Instant latestPossible = said.plus(Duration.ofNanos(answered - asked));
    Reading before = latest.get();
    Instant now = before == null ? said : before.at(answered);
    if (now.isBefore(said)) {
      now = said;
    } else if (now.isAfter(latestPossible)) {
      now = latestPossible;
    }
    latest.set(new Reading(now, answered));
  }

  @Override
  public Instant instant() {
    Reading reading = Objects.requireNonNull(latest.get(), "the database was asked for its time");
    return reading.at(monotonic.getAsLong());
  }

  @Override
  public ZoneId getZone() {
    return zone;
  }

  @Override
  public Clock withZone(ZoneId other) {
    return new DatabaseClock(monotonic, other, latest);
  }
}
