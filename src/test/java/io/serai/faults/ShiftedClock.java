package io.serai.faults;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.concurrent.atomic.AtomicLong;

/** The system's clock, so many milliseconds ahead. Thread-safe. */
final class ShiftedClock extends Clock {

  private final Clock real;
  private final AtomicLong aheadMillis;

  ShiftedClock() {
    this(Clock.systemUTC(), new AtomicLong());
  }

  private ShiftedClock(Clock real, AtomicLong aheadMillis) {
    this.real = real;
    this.aheadMillis = aheadMillis;
  }

  void shift(long millis) {
    aheadMillis.set(millis);
  }

  @Override
  public ZoneId getZone() {
    return real.getZone();
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return new ShiftedClock(real.withZone(zone), aheadMillis);
  }

  @Override
  public Instant instant() {
    return real.instant().plus(Duration.ofMillis(aheadMillis.get()));
  }
}
