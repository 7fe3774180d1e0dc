package io.serai.provider.internal;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * A sliding count of this process's own errors at one provider, by the second of the monotonic
 * clock. Not thread-safe.
 */
final class ErrorWindow {

  private static final class Second {
    final long at;
    int count;

    Second(long at) {
      this.at = at;
    }
  }

  private final Deque<Second> seconds = new ArrayDeque<>();
  private long sum;

  void add(long second) {
    Second last = seconds.peekLast();
    if (last == null || last.at != second) {
      last = new Second(second);
      seconds.addLast(last);
    }
    last.count++;
    sum++;
  }

  /** Errors in the window that ends with that second; older ones are forgotten. */
  long count(long second, long windowSeconds) {
    for (Second first = seconds.peekFirst();
        first != null && first.at <= second - windowSeconds;
        first = seconds.peekFirst()) {
      sum -= first.count;
      seconds.removeFirst();
    }
    return sum;
  }

  void clear() {
    seconds.clear();
    sum = 0;
  }
}
