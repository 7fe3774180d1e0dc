package io.serai.bench;

import java.util.Map;
import java.util.TreeMap;

/**
 * What the load client sees. It counts only between {@link #begin} and {@link #end}. Used by the
 * client's one event loop alone.
 */
final class Meter {

  private final Latencies latencies = new Latencies();
  private final Map<String, Long> errors = new TreeMap<>();
  private boolean counting;
  private boolean sending = true;
  private long beganNanos;
  private long endedNanos;

  void begin() {
    counting = true;
    beganNanos = System.nanoTime();
  }

  void end() {
    counting = false;
    sending = false;
    endedNanos = System.nanoTime();
  }

  boolean isSending() {
    return sending;
  }

  void answered(long sentNanos) {
    if (counting) {
      latencies.add(System.nanoTime() - sentNanos);
    }
  }

  /** Something else than an approval; it counts also before and after, since none is expected. */
  void failed(String what) {
    errors.merge(what, 1L, Long::sum);
  }

  Latencies latencies() {
    return latencies;
  }

  Map<String, Long> errors() {
    return errors;
  }

  double seconds() {
    return (endedNanos - beganNanos) / 1e9;
  }
}
