package io.serai.settlement.internal;

import io.serai.payment.Counted;
import io.serai.payment.Movement;
import io.serai.payment.UnmatchedReversal;
import java.util.ArrayList;
import java.util.List;

/**
 * The money of one payment: what counted so far, and the lines that the next event adds to it (I6).
 * The rule itself is {@link Counted}'s, which the journal's ledger follows too.
 */
final class PaymentLedger {

  private final List<Line> newLines = new ArrayList<>(2);
  private final List<Unmatched> newUnmatched = new ArrayList<>(0);
  private Counted counted;

  /** The ledger with what is known. */
  PaymentLedger(List<Line> lines, List<Unmatched> unmatched) {
    counted =
        new Counted(
            lines.stream().map(PaymentLedger::movement).toList(),
            unmatched.stream().map(PaymentLedger::reversal).toList());
  }

  List<Line> newLines() {
    return newLines;
  }

  List<Unmatched> newUnmatched() {
    return newUnmatched;
  }

  /** Applies the payment's next event. */
  void apply(JournalEvent event) {
    Counted.Step step = counted.after(event.money());
    counted = step.counted();
    for (Movement moved : step.movements()) {
      newLines.add(new Line(event, moved.operation(), moved.kind(), moved.minor()));
    }
    for (UnmatchedReversal undone : step.unmatched()) {
      newUnmatched.add(new Unmatched(event, undone.attempt(), undone.minor()));
    }
  }

  private static Movement movement(Line line) {
    return new Movement(
        line.provider(),
        line.attempt(),
        line.operation(),
        line.kind(),
        line.subject(),
        line.minor());
  }

  private static UnmatchedReversal reversal(Unmatched one) {
    return new UnmatchedReversal(
        String.valueOf(one.event().provider()), one.attempt(), one.minor());
  }
}
