package io.serai.cli;

import java.util.concurrent.atomic.AtomicLongArray;

/** How long answers took, to three per cent, in little memory however many there are. */
final class Latencies {

  /** Steps between a power of two and the next. */
  private static final int STEPS = 32;

  private static final int EXACT_BITS = 5;
  private static final int POWERS = 36;

  private final AtomicLongArray counts = new AtomicLongArray(POWERS * STEPS);

  void add(long nanos) {
    counts.incrementAndGet(step(Math.max(0, nanos) / 1000));
  }

  /**
   * What a share of the answers did not exceed.
   *
   * @return milliseconds; 0 where there were none
   */
  double millis(double share) {
    long all = 0;
    for (int i = 0; i < counts.length(); i++) {
      all += counts.get(i);
    }
    long left = (long) Math.ceil(all * share);
    for (int i = 0; i < counts.length() && all > 0; i++) {
      left -= counts.get(i);
      if (left <= 0) {
        return micros(i) / 1000.0;
      }
    }
    return 0;
  }

  private static int step(long micros) {
    if (micros < STEPS) {
      return (int) micros;
    }
    int power = Long.SIZE - 1 - Long.numberOfLeadingZeros(micros);
    int within = (int) (micros >> (power - EXACT_BITS)) & (STEPS - 1);
    return Math.min((power - EXACT_BITS + 1) * STEPS + within, POWERS * STEPS - 1);
  }

  private static long micros(int step) {
    return step < STEPS ? step : (long) (STEPS + step % STEPS) << (step / STEPS - 1);
  }
}
