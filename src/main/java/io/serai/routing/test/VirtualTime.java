package io.serai.routing.test;

import io.netty.util.Timeout;
import io.netty.util.Timer;
import io.netty.util.TimerTask;
import io.serai.payment.Ticker;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.HashSet;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The only time of a test: the clock, the monotonic clock and the timer of attempts. It moves only
 * when a scripted provider lets it, so that a time-out of ten seconds takes none. Thread-safe.
 */
final class VirtualTime extends Clock implements Timer, Ticker {

  // What is remembered by time, such as a provider's errors, is forgotten by then.
  private static final Duration BETWEEN_TESTS = Duration.ofHours(3);

  private final PriorityQueue<Due> waiting =
      new PriorityQueue<>(Comparator.comparingLong(due -> due.atNanos));
  private long nanos;
  private long beganNanos;
  private Instant began = Instant.EPOCH;

  /** Begins a test at a moment, long after the one before it. */
  synchronized void begin(Instant at) {
    waiting.clear();
    nanos += BETWEEN_TESTS.toNanos();
    beganNanos = nanos;
    began = at;
  }

  /** Lets so much time pass. */
  void pass(Duration time) {
    long until;
    synchronized (this) {
      until = nanos + time.toNanos();
    }
    for (Due due = next(until); due != null; due = next(until)) {
      due.run();
    }
    synchronized (this) {
      nanos = Math.max(nanos, until);
    }
  }

  /** Lets time pass until something was due; false if nothing is. */
  boolean passToNext() {
    Due due = next(Long.MAX_VALUE);
    if (due == null) {
      return false;
    }
    due.run();
    return true;
  }

  private synchronized @Nullable Due next(long until) {
    for (Due due = waiting.peek(); due != null && due.atNanos <= until; due = waiting.peek()) {
      waiting.remove();
      if (due.state.compareAndSet(Due.WAITS, Due.RAN)) {
        nanos = Math.max(nanos, due.atNanos);
        return due;
      }
    }
    return null;
  }

  @Override
  public synchronized long getAsLong() {
    return nanos;
  }

  @Override
  public synchronized Instant instant() {
    return began.plusNanos(nanos - beganNanos);
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }

  @Override
  public synchronized Timeout newTimeout(TimerTask task, long delay, TimeUnit unit) {
    Due due = new Due(this, task, nanos + unit.toNanos(delay));
    waiting.add(due);
    return due;
  }

  @Override
  public synchronized Set<Timeout> stop() {
    Set<Timeout> left = new HashSet<>(waiting);
    waiting.clear();
    return left;
  }

  /** Something that is due at a time. */
  private static final class Due implements Timeout {

    private static final int WAITS = 0;
    private static final int RAN = 1;
    private static final int CANCELLED = 2;

    private final Timer timer;
    private final TimerTask task;
    private final long atNanos;
    private final AtomicInteger state = new AtomicInteger(WAITS);

    Due(Timer timer, TimerTask task, long atNanos) {
      this.timer = timer;
      this.task = task;
      this.atNanos = atNanos;
    }

    void run() {
      try {
        task.run(this);
      } catch (Exception e) {
        throw new IllegalStateException("what was due failed", e);
      }
    }

    @Override
    public Timer timer() {
      return timer;
    }

    @Override
    public TimerTask task() {
      return task;
    }

    @Override
    public boolean isExpired() {
      return state.get() == RAN;
    }

    @Override
    public boolean isCancelled() {
      return state.get() == CANCELLED;
    }

    @Override
    public boolean cancel() {
      return state.compareAndSet(WAITS, CANCELLED);
    }
  }
}
