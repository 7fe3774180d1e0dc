package io.serai.check.internal;

import io.serai.check.Invariant;
import io.serai.check.internal.PaymentFile.Owed;
import java.util.Optional;

/** I3: what is unknown has something owed for it, or an entry that resolves it. */
final class NothingForgotten implements Rule {

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
        .filter(e -> e.seq() > unknown.seq())
        .anyMatch(
            e ->
                e.ended()
                    ? e.provider().equals(unknown.provider())
                        && (e.outcome().equals("approved") || e.outcome().equals("declined"))
                    : !e.started());
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
