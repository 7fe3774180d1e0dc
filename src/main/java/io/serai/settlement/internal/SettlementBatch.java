package io.serai.settlement.internal;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Applies a batch of events within one transaction: of each payment those that follow on its
 * position without a gap, each once. What was applied before is dropped, what comes too early is
 * parked until the missing event is there.
 */
public final class SettlementBatch {

  private final SettledSoFar soFar;
  private final SettlementTables tables;
  private final Function<String, Optional<Received>> reader;
  private final List<JournalEvent> first = new ArrayList<>();
  private final List<JournalEvent> next = new ArrayList<>();
  private final List<Line> lines = new ArrayList<>();
  private final List<Unmatched> unmatched = new ArrayList<>();
  private final List<Received> early = new ArrayList<>();
  private final Set<String> gaps = new HashSet<>();
  private boolean parked;

  /** A batch in the connection's transaction. */
  public SettlementBatch(Connection connection, EventReader reader) {
    this.soFar = new SettledSoFar(connection);
    this.tables = new SettlementTables(connection);
    this.reader = reader::read;
  }

  /**
   * Applies the events; the transaction is the caller's to commit.
   *
   * @return the payments that have a gap since this batch
   * @throws IllegalStateException if another consumer works on the same new payment; apply the
   *     batch again
   */
  public Set<String> apply(List<Received> events) throws SQLException {
    Map<String, NavigableMap<Integer, Received>> byPayment = new TreeMap<>();
    events.forEach(event -> sort(event, byPayment));
    Map<String, Integer> positions = soFar.lock(byPayment.keySet());
    Set<String> waiting = new HashSet<>();
    for (String text : soFar.parked(byPayment.keySet())) {
      parked = true;
      reader
          .apply(text)
          .ifPresent(
              event -> {
                waiting.add(event.data().payment());
                sort(event, byPayment);
              });
    }
    Map<String, List<Line>> known = soFar.lines(positions.keySet());
    Map<String, List<Unmatched>> undone = soFar.unmatched(positions.keySet());
    byPayment.forEach(
        (payment, sorted) -> {
          var ledger =
              new PaymentLedger(
                  known.getOrDefault(payment, new ArrayList<>()),
                  undone.getOrDefault(payment, new ArrayList<>()));
          advance(payment, sorted, positions.getOrDefault(payment, 0), ledger);
        });
    gaps.removeAll(waiting);
    write();
    return gaps;
  }

  private static void sort(Received event, Map<String, NavigableMap<Integer, Received>> byPayment) {
    byPayment
        .computeIfAbsent(event.data().payment(), id -> new TreeMap<>())
        .putIfAbsent(event.data().seq(), event);
  }

  private void advance(
      String payment, NavigableMap<Integer, Received> sorted, int position, PaymentLedger ledger) {
    int seq = position;
    for (Received event : sorted.tailMap(position, false).values()) {
      if (event.data().seq() == seq + 1) {
        seq++;
        ledger.apply(event.data());
      } else {
        early.add(event);
        gaps.add(payment);
      }
    }
    if (seq > position) {
      Received last = sorted.get(seq);
      (position == 0 ? first : next).add(java.util.Objects.requireNonNull(last).data());
    }
    lines.addAll(ledger.newLines());
    unmatched.addAll(ledger.newUnmatched());
  }

  private void write() throws SQLException {
    if (tables.addPositions(first) < first.size()) {
      throw new IllegalStateException("another consumer applies events of the same payments");
    }
    tables.movePositions(next);
    if (parked) {
      next.addAll(first);
      tables.unpark(next);
    }
    tables.addLines(lines);
    tables.addUnmatched(unmatched);
    tables.park(early);
  }
}
