package io.serai.bench;

import java.util.concurrent.TimeUnit;

/**
 * Counts latencies in buckets that grow with them: each is at most a sixty-fourth wide, which is
 * precise enough for a percentile. Not thread-safe.
 */
final class Latencies {

  private static final int SUB_BITS = 6;
  private static final int SUB_BUCKETS = 1 << SUB_BITS;

  private final long[] counts = new long[Long.SIZE << SUB_BITS];
  private long total;

  void add(long nanos) {
    counts[bucket(TimeUnit.NANOSECONDS.toMicros(nanos))]++;
    total++;
  }

  long total() {
    return total;
  }

  /** The latency in milliseconds that this share of all did not exceed; 0 where there are none. */
  double percentile(double share) {
    long rank = (long) Math.ceil(share * total);
    long seen = 0;
    for (int i = 0; i < counts.length; i++) {
      seen += counts[i];
      if (seen >= rank && seen > 0) {
        return upperMicros(i) / 1000.0;
      }
    }
    return 0;
  }

  private static int bucket(long micros) {
    if (micros < SUB_BUCKETS) {
      return (int) Math.max(0, micros);
    }
    int shift = Long.SIZE - 1 - Long.numberOfLeadingZeros(micros) - SUB_BITS + 1;
    return (shift << SUB_BITS) + (int) (micros >> shift);
  }

  private static long upperMicros(int bucket) {
    int shift = bucket < SUB_BUCKETS ? 0 : (bucket >> SUB_BITS);
    long sub = bucket - ((long) shift << SUB_BITS);
    return ((sub + 1) << shift) - 1;
  }
}
