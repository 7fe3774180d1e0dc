package io.serai.sandbox;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What became of a traffic. Thread-safe. */
public final class CardFigures {

  private static final int MOST = 2_000_000;

  private final Map<String, Integer> byCode = new TreeMap<>();
  private final Map<String, Integer> byType = new TreeMap<>();
  private final Map<String, Integer> wrong = new TreeMap<>();
  private long[] nanos = new long[1024];
  private int answers;
  private int toldAnswers;
  private int seconds;
  private long tookNanos;
  private long connections;

  synchronized void answered(String mti, @Nullable String code, long took) {
    byCode.merge(String.valueOf(code), 1, Integer::sum);
    byType.merge(mti, 1, Integer::sum);
    if (answers == nanos.length && answers < MOST) {
      nanos = Arrays.copyOf(nanos, 2 * answers);
    }
    nanos[answers % nanos.length] = took;
    answers++;
  }

  synchronized void wrong(String what) {
    wrong.merge(what, 1, Integer::sum);
  }

  synchronized void ended(long took, long overConnections, boolean allAnswered) {
    tookNanos = took;
    connections = overConnections;
    if (!allAnswered) {
      wrong("not all was answered at the end");
    }
  }

  /** A line about the second that is over. */
  synchronized String second() {
    int fresh = answers - toldAnswers;
    toldAnswers = answers;
    seconds++;
    return "%d s  %d answers  DE39 %s".formatted(seconds, fresh, byCode);
  }

  /** Answers by their DE39. */
  public synchronized Map<String, Integer> byCode() {
    return new TreeMap<>(byCode);
  }

  /** Answers by their message type. */
  public synchronized Map<String, Integer> byType() {
    return new TreeMap<>(byType);
  }

  /** What should not have been, with how often; empty if all was well. */
  public synchronized Map<String, Integer> wrong() {
    return new TreeMap<>(wrong);
  }

  /** How it was in all. */
  synchronized List<String> summary() {
    long[] sorted = Arrays.copyOf(nanos, Math.min(answers, nanos.length));
    Arrays.sort(sorted);
    return List.of(
        String.format(
            Locale.ROOT,
            "in all  %d answers in %.1f s over %d connections: %.0f a second  p50 %.1f ms  p99 %.1f"
                + " ms",
            answers,
            tookNanos / 1e9,
            connections,
            answers / Math.max(1e-9, tookNanos / 1e9),
            millis(sorted, 50),
            millis(sorted, 99)),
        "by type " + byType,
        "by DE39 " + byCode,
        "wrong   " + (wrong.isEmpty() ? "nothing" : wrong));
  }

  private static double millis(long[] sorted, int percent) {
    return sorted.length == 0 ? 0 : sorted[(sorted.length - 1) * percent / 100] / 1e6;
  }
}
