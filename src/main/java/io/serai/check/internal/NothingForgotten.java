package io.serai.check.internal;

import io.serai.check.Invariant;
import io.serai.check.internal.PaymentFile.Owed;
import io.serai.payment.MoneyEvent;
import io.serai.payment.Outcome;
import java.util.Optional;
import java.util.Set;

/** I3: what is unknown has something owed for it, or an entry that resolves it. */
final class NothingForgotten implements Rule {

  /** With these a cancel is answered that has nothing to do. */
  private static final Set<String> CLOSES =
      Set.of(Outcome.NO_ORIGINAL, MoneyEvent.ORIGINAL_REVERSED);

  @Override
  public void check(PaymentFile payment, Findings findings) {
    for (Entry entry : payment.entries()) {
      if (entry.ended("unknown") && isOriginal(payment, entry)) {
        unknown(payment, entry, findings);
      }
    }
    if (payment.row() != null && payment.row().data().path("reversalRequested").asBoolean()) {
      takenBack(payment, findings);
    }
  }

  private static void unknown(PaymentFile payment, Entry unknown, Findings findings) {
    Optional<Owed> owed =
        payment.followUps().stream().filter(f -> f.attempt() == unknown.attempt()).findFirst();
    if (owed.isEmpty()) {
      findings.add(
          Invariant.I3,
          payment,
          "attempt " + unknown.attempt() + " is unknown and nothing is owed for it");
    } else if (!owed.get().open() && !isResolved(payment, unknown)) {
      findings.add(
          Invariant.I3,
          payment,
          "attempt " + unknown.attempt() + " is unknown and closed without an answer");
    }
  }

  /** Reversals, inquiries and resends are seen to by what is owed for their original. */
  private static boolean isOriginal(PaymentFile payment, Entry unknown) {
    String operation = unknown.operation();
    if (operation.equals("reversal") || operation.equals("inquiry") || operation.equals("void")) {
      return false;
    }
    return payment.entries().stream()
        .noneMatch(
            e ->
                e.started()
                    && e.attempt() < unknown.attempt()
                    && e.operation().equals(operation)
                    && e.provider().equals(unknown.provider())
                    && e.about().equals(unknown.about()));
  }

  private static boolean isResolved(PaymentFile payment, Entry unknown) {
    return payment.entries().stream()
        .filter(e -> e.seq() > unknown.seq() && e.provider().equals(unknown.provider()))
        .anyMatch(e -> resolves(e, unknown));
  }

  /** Whether the provider has said by it what became of the request, or that it is undone. */
  private static boolean resolves(Entry entry, Entry unknown) {
    boolean said = entry.outcome().equals("approved") || entry.outcome().equals("declined");
    if (entry.isLateAnswer()) {
      return said && entry.attempt() == unknown.attempt();
    }
    if (!entry.ended() || !said) {
      return false;
    }
    if (entry.operation().equals(unknown.operation())) {
      return entry.about().equals(unknown.about());
    }
    return switch (entry.operation()) {
      case "inquiry" -> entry.about().equals(unknown.about());
      case "reversal", "void" ->
          unknown.beginsPayment()
              && (entry.outcome().equals("approved") || CLOSES.contains(entry.code()));
      default -> false;
    };
  }

  private static void takenBack(PaymentFile payment, Findings findings) {
    boolean state =
        payment.row() != null
            && (payment.row().state().equals("approved")
                || payment.row().state().equals("partially_refunded"));
    if (state && payment.atRest()) {
      findings.add(
          Invariant.I3, payment, "it was taken back, is approved, and nothing is owed for it");
    }
  }
}
