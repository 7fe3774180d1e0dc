package io.serai.settlement.internal;

import io.serai.payment.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The money of one payment: what counted so far, and what the next event adds to it (I6). Money
 * that never counted is never taken back, in whatever order a provider's answers came.
 */
final class PaymentLedger {

  private final List<Line> lines;
  private final List<Unmatched> unmatched;
  private final List<Line> newLines = new ArrayList<>(2);
  private final List<Unmatched> newUnmatched = new ArrayList<>(0);

  /** The ledger with what is known; the lists are taken over. */
  PaymentLedger(List<Line> lines, List<Unmatched> unmatched) {
    this.lines = lines;
    this.unmatched = unmatched;
  }

  List<Line> newLines() {
    return newLines;
  }

  List<Unmatched> newUnmatched() {
    return newUnmatched;
  }

  /** Applies the payment's next event. */
  void apply(JournalEvent event) {
    if (!event.approved() || event.amount() == null || event.amount() == 0) {
      return;
    }
    long minor = event.amount();
    String operation = Objects.requireNonNullElse(event.operation(), "");
    if (event.late()
        && (undoes(operation) || counted(event.provider()).anyMatch(line -> line.minor() > 0))) {
      // The case is open until an undoing is answered in time; and what an inquiry found counts
      // already.
      return;
    }
    switch (operation) {
      case "charge", "authorize", "capture" -> take(event, operation, minor);
      case "refund" -> giveBack(event, minor);
      case "reversal", "void" -> undo(event, operation, minor);
      case "inquiry" -> found(event, minor);
      default -> {
        // A receipt's check, or an operation of a newer hub, moves no money here.
      }
    }
  }

  private static boolean undoes(String operation) {
    return !operation.equals("charge")
        && !operation.equals("authorize")
        && !operation.equals("capture");
  }

  private void take(JournalEvent event, String operation, long minor) {
    int attempt = attempt(event);
    if (counted(event.provider()).anyMatch(l -> l.minor() > 0 && l.attempt() == attempt)) {
      return;
    }
    // A reversal that was acknowledged before its original's approval became known.
    List<Unmatched> undone =
        unmatched.stream()
            .filter(u -> Objects.equals(u.event().provider(), event.provider()))
            .filter(u -> u.attempt() >= attempt)
            .toList();
    long left = undone.stream().mapToLong(Unmatched::minor).reduce(0, Math::addExact);
    long absorbed = Math.min(minor, Math.max(0, left));
    if (absorbed > 0) {
      int reversal = undone.stream().mapToInt(Unmatched::attempt).max().orElseThrow();
      note(new Unmatched(event, reversal, -absorbed));
    }
    add(event, operation, operation, minor - absorbed);
  }

  private void giveBack(JournalEvent event, long minor) {
    String subject = Objects.requireNonNullElse(event.subject(), event.payment());
    // Asked again after an unknown outcome, or found by an inquiry: it is the same refund.
    if (lines.stream()
        .anyMatch(l -> l.operation().equals("refund") && l.subject().equals(subject))) {
      return;
    }
    add(event, Operation.REFUND.word(), kind(event), Math.negateExact(minor));
  }

  private void undo(JournalEvent event, String operation, long minor) {
    int attempt = attempt(event);
    long counted =
        counted(event.provider())
            .filter(l -> l.minor() < 0 || l.attempt() <= attempt)
            .mapToLong(Line::minor)
            .reduce(0, Math::addExact);
    long undone = Math.min(minor, Math.max(0, counted));
    if (undone < minor) {
      note(new Unmatched(event, attempt, minor - undone));
    }
    add(event, operation, kind(event), -undone);
  }

  /** An inquiry has found that what it asked about had been done. */
  private void found(JournalEvent event, long minor) {
    if (event.subject() != null && !event.subject().equals(event.payment())) {
      giveBack(event, minor);
    } else if (event.state().equals("reversed")) {
      undo(event, Operation.VOID.word(), minor);
    } else if (counted(event.provider()).noneMatch(l -> l.minor() > 0)) {
      take(event, Operation.CHARGE.word(), minor);
    }
  }

  private void add(JournalEvent event, String operation, String kind, long minor) {
    if (minor != 0) {
      Line line = new Line(event, operation, kind, minor);
      lines.add(line);
      newLines.add(line);
    }
  }

  private void note(Unmatched reversal) {
    unmatched.add(reversal);
    newUnmatched.add(reversal);
  }

  private java.util.stream.Stream<Line> counted(
      @org.jspecify.annotations.Nullable String provider) {
    return lines.stream().filter(l -> l.provider().equals(provider));
  }

  private String kind(JournalEvent event) {
    Optional<Line> placed = counted(event.provider()).filter(l -> l.minor() > 0).findFirst();
    return placed.map(Line::kind).orElse(Operation.CHARGE.word());
  }

  private static int attempt(JournalEvent event) {
    return Objects.requireNonNullElse(event.attempt(), 0);
  }
}
