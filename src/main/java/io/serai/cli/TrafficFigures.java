package io.serai.cli;

import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;

/** What became of the requests of a time. Thread-safe. */
final class TrafficFigures {

  /** What can be counted besides answers. */
  enum Count {
    SENT,
    NOT_SENT,
    MISSING,
    WRONG,
    LATE,
    RECEIVED
  }

  private final Map<Count, LongAdder> counts = new ConcurrentSkipListMap<>();
  private final Map<String, LongAdder> declined = new ConcurrentSkipListMap<>();
  private final LongAdder approved = new LongAdder();
  private final Latencies latencies = new Latencies();

  void count(Count what) {
    counts.computeIfAbsent(what, any -> new LongAdder()).increment();
  }

  void approved(long nanos) {
    approved.increment();
    latencies.add(nanos);
  }

  /** An answer that approves nothing, by its DE39. */
  void declined(String code, long nanos) {
    declined.computeIfAbsent(code, any -> new LongAdder()).increment();
    latencies.add(nanos);
  }

  long of(Count what) {
    LongAdder count = counts.get(what);
    return count == null ? 0 : count.sum();
  }

  boolean isEmpty() {
    return counts.isEmpty() && answered() == 0;
  }

  /** Whether every request was answered, and as it should. */
  boolean isFlawless() {
    return of(Count.MISSING) + of(Count.WRONG) == 0;
  }

  private long answered() {
    return approved.sum() + declined.values().stream().mapToLong(LongAdder::sum).sum();
  }

  @Override
  public String toString() {
    String refusals =
        declined.entrySet().stream()
            .map(entry -> entry.getKey() + ":" + entry.getValue().sum())
            .collect(Collectors.joining(" "));
    return String.format(
        Locale.ROOT,
        "sent %d  answered %d  approved %d  declined %s  late %d  missing %d  wrong %d"
            + "  not sent %d  received %d  p50 %.1f ms  p99 %.1f ms",
        of(Count.SENT),
        answered(),
        approved.sum(),
        refusals.isEmpty() ? "0" : refusals,
        of(Count.LATE),
        of(Count.MISSING),
        of(Count.WRONG),
        of(Count.NOT_SENT),
        of(Count.RECEIVED),
        latencies.millis(0.5),
        latencies.millis(0.99));
  }
}
