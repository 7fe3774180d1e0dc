package io.serai.journal;

import io.serai.payment.Ticker;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * How long a group takes: a moving figure, or the time that all groups under way have taken already
 * where that is longer. Thread-safe.
 */
final class Pace {

  private static final long IDLE = Long.MIN_VALUE;
  private static final int LATEST_WEIGHS = 4;

  private final Ticker ticker;
  private final AtomicLongArray since;
  private volatile long groupNanos;

  Pace(Ticker ticker, int writers) {
    this.ticker = ticker;
    this.since = new AtomicLongArray(writers);
    for (int i = 0; i < writers; i++) {
      since.set(i, IDLE);
    }
  }

  void begun(int writer) {
    since.set(writer, ticker.getAsLong());
  }

  void over(int writer) {
    long took = ticker.getAsLong() - since.get(writer);
    since.set(writer, IDLE);
    synchronized (this) {
      long before = groupNanos;
      groupNanos = before == 0 ? took : before + (took - before) / LATEST_WEIGHS;
    }
  }

  long groupNanos() {
    long now = ticker.getAsLong();
    long youngest = Long.MAX_VALUE;
    for (int i = 0; i < since.length(); i++) {
      long begun = since.get(i);
      youngest = Math.min(youngest, begun == IDLE ? 0 : now - begun);
    }
    return Math.max(groupNanos, youngest);
  }
}
