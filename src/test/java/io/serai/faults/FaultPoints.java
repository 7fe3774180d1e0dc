package io.serai.faults;

import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Ends this process at a passing of a point, as a crash would. Thread-safe. */
final class FaultPoints {

  /** What the process ends with, as after SIGKILL. */
  static final int KILLED = 137;

  private record Armed(FaultPoint point, AtomicInteger left, boolean pauses) {}

  private volatile @Nullable Armed armed;

  void arm(FaultPoint point, int passing) {
    armed = new Armed(point, new AtomicInteger(passing), false);
  }

  /** The same, but the process is stopped there until somebody continues it. */
  void armPause(FaultPoint point, int passing) {
    armed = new Armed(point, new AtomicInteger(passing), true);
  }

  /** Whether this passing of the point is the one that was named. */
  boolean isNow(FaultPoint point) {
    Armed now = armed;
    return now != null && now.point() == point && now.left().decrementAndGet() == 0;
  }

  void pass(FaultPoint point) {
    Armed now = armed;
    if (isNow(point)) {
      if (now != null && now.pauses()) {
        Signals.send(ProcessHandle.current().pid(), "STOP");
      } else {
        Runtime.getRuntime().halt(KILLED);
      }
    }
  }
}
