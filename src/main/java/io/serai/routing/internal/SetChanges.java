package io.serai.routing.internal;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What happened to the sets of routes lately: kept for operators, counted as {@code
 * serai.routes.changes}, and logged. Thread-safe.
 */
final class SetChanges {

  private static final Logger LOG = LoggerFactory.getLogger(SetChanges.class);
  private static final int MOST = 50;

  private final MeterRegistry meters;
  private final Clock clock;
  private final Deque<SetChange> latest = new ArrayDeque<>();

  SetChanges(MeterRegistry meters, Clock clock) {
    this.meters = meters;
    this.clock = clock;
  }

  void note(String what, @Nullable String set, @Nullable String by, List<String> why) {
    meters.counter("serai.routes.changes", "what", what).increment();
    String text = String.join("\n  ", why);
    if (what.equals("refused")) {
      LOG.error("Edited routes are refused, and the active set stays:\n  {}", text);
    } else {
      LOG.info("Set of routes {}: {} by {}: {}", set, what, by == null ? "the hub" : by, text);
    }
    synchronized (latest) {
      latest.addFirst(new SetChange(clock.instant(), what, set, by, List.copyOf(why)));
      while (latest.size() > MOST) {
        latest.removeLast();
      }
    }
  }

  /** The latest first. */
  List<SetChange> latest() {
    synchronized (latest) {
      return List.copyOf(latest);
    }
  }
}
