package io.serai.provider.internal;

import java.util.HashMap;
import java.util.Map;

/** Errors that are not in the database yet, by provider and second. Thread-safe. */
final class ErrorLog {

  /**
   * Which errors are counted together.
   *
   * @param provider whose
   * @param second when, in seconds of the monotonic clock
   */
  record Bucket(String provider, long second) {}

  private Map<Bucket, Integer> counts = new HashMap<>();

  synchronized void add(String provider, long second) {
    counts.merge(new Bucket(provider, second), 1, Integer::sum);
  }

  /** Takes all of them. */
  synchronized Map<Bucket, Integer> take() {
    if (counts.isEmpty()) {
      return Map.of();
    }
    Map<Bucket, Integer> taken = counts;
    counts = new HashMap<>();
    return taken;
  }

  /** Puts back what could not be written, but for what no window reaches any more. */
  synchronized void putBack(Map<Bucket, Integer> taken, long oldestSecond) {
    taken.forEach(
        (bucket, count) -> {
          if (bucket.second() >= oldestSecond) {
            counts.merge(bucket, count, Integer::sum);
          }
        });
  }
}
