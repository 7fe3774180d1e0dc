package io.serai.payment;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Until when a first byte may be handed to a socket. The process that sends keeps to its monotonic
 * clock, which neither a jump of a clock nor a standstill of the process moves; other processes
 * keep to the instant that is on disk.
 *
 * @param at the instant to be written down
 * @param limitNanos until when this process may begin to hand it over, by {@link System#nanoTime()}
 */
public record SendBy(Instant at, long limitNanos) {

  /**
   * So long from now on. Call it before the intent is handed to the journal, so that nobody who
   * reads the intent counts from an earlier moment than this process does.
   *
   * @param shared the clock whose time is written down
   */
  public static SendBy within(Duration length, Clock shared) {
    return within(length, Duration.ZERO, shared);
  }

  /**
   * The same where a request that was begun in time may have to connect first: what is written down
   * is later by that much, so that nothing leaves after it either way.
   *
   * @param handOver how long after its begin a first byte may still leave
   */
  public static SendBy within(Duration length, Duration handOver, Clock shared) {
    // In this order the process's own limit comes first.
    long limitNanos = System.nanoTime() + length.toNanos();
    return new SendBy(shared.instant().plus(length).plus(handOver), limitNanos);
  }

  /** The same, but for this process no longer than so long from now on. */
  public SendBy butWithin(Duration length) {
    long limit = System.nanoTime() + length.toNanos();
    return limit - limitNanos < 0 ? new SendBy(at, limit) : this;
  }

  /** How long this process may still hand it over; not positive once it may not. */
  public Duration left() {
    return Duration.ofNanos(limitNanos - System.nanoTime());
  }

  /** Whether this process may no longer hand it over. */
  public boolean hasPassed() {
    return System.nanoTime() - limitNanos > 0;
  }
}
