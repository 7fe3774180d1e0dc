package io.serai.resolution.internal;

import io.serai.journal.Finding;
import io.serai.journal.FollowUp;
import io.serai.payment.MoneyEvent;
import io.serai.payment.Operation;
import io.serai.payment.Outcome;
import io.serai.payment.Payment;
import io.serai.payment.PaymentState;
import io.serai.payment.RefundSums;

/**
 * What the outcome of a try makes of the payment and of the case. The rules of "What was answered
 * binds" stand here: nobody who was told "no" is made to pay.
 *
 * @param payment the payment afterwards
 * @param next what becomes of the case
 */
record Judgement(Payment payment, Next next) {

  /** What becomes of a case. */
  enum Next {
    /** Nothing more is owed. */
    CLOSE,
    /** It is tried again later. */
    KEEP,
    /** The provider did what nobody may be told "yes" for: it is cancelled at once. */
    CANCEL,
    /** The provider contradicts itself, or can do nothing: people have to see to it. */
    BY_HAND
  }

  /** What a person has found out, as the provider would have answered an inquiry. */
  static Outcome outcome(Finding finding) {
    return switch (finding) {
      case HAPPENED -> new Outcome.Approved(null, null);
      case NEVER_HAPPENED -> new Outcome.Declined(Outcome.NO_ORIGINAL, false);
      case UNDONE -> new Outcome.Declined(MoneyEvent.ORIGINAL_REVERSED, false);
    };
  }

  /**
   * What an outcome makes of it.
   *
   * @param certain whether the request can take effect no more, so that "no original" closes it
   */
  static Judgement of(
      FollowUp owed, Operation sent, Payment payment, Outcome outcome, boolean certain) {
    if (owed.operation() == Operation.REFUND) {
      return refund(owed, payment, outcome);
    }
    if (outcome.code().equals(Outcome.NO_ORIGINAL)) {
      return certain ? noOriginal(owed, payment) : keep(payment);
    }
    if (outcome.code().equals(MoneyEvent.ORIGINAL_REVERSED)) {
      return close(owed, payment, PaymentState.REVERSED);
    }
    if (sent == Operation.REVERSAL || sent == Operation.VOID) {
      return outcome.kind() == Outcome.Kind.APPROVED
          ? close(owed, payment, PaymentState.REVERSED)
          : keep(payment);
    }
    return found(owed, payment, outcome);
  }

  /** Whether the payment's state is this attempt's to change. */
  static boolean hasIt(FollowUp owed, Payment payment) {
    Payment.Placement placed = payment.placement();
    if (placed == null) {
      // Not while another provider is being tried: that attempt's outcome decides.
      return payment.inFlight().stream().noneMatch(a -> a.operation().beginsPayment());
    }
    return placed.key().equals(payment.providerKey(owed.attempt()));
  }

  private static Judgement refund(FollowUp owed, Payment payment, Outcome outcome) {
    return switch (outcome.kind()) {
      case APPROVED, DECLINED ->
          outcome.elsewhere()
              ? keep(payment)
              : new Judgement(RefundSums.settle(payment, owed.minor(), outcome), Next.CLOSE);
      case NOT_SENT, PENDING, UNKNOWN -> keep(payment);
    };
  }

  private static Judgement noOriginal(FollowUp owed, Payment payment) {
    boolean approved = hasIt(owed, payment) && payment.state() == PaymentState.APPROVED;
    return approved || owed.cancel()
        ? new Judgement(payment, Next.BY_HAND)
        : close(owed, payment, PaymentState.FAILED);
  }

  /** An inquiry, or a resend under the same key, says what became of the request. */
  private static Judgement found(FollowUp owed, Payment payment, Outcome outcome) {
    return switch (outcome.kind()) {
      case APPROVED -> approved(owed, payment, (Outcome.Approved) outcome);
      case DECLINED ->
          outcome.elsewhere()
              ? keep(payment)
              : close(owed, payment.declinedWith(outcome.code()), PaymentState.DECLINED);
      case NOT_SENT, PENDING, UNKNOWN -> keep(payment);
    };
  }

  /** What an approval that was found makes of the payment, by inquiry or by a late answer. */
  static Judgement approved(FollowUp owed, Payment payment, Outcome.Approved outcome) {
    boolean mayStand =
        hasIt(owed, payment)
            && payment.state().mayBecome(PaymentState.APPROVED)
            && !payment.origin().channel().answerBinds()
            && !payment.reversalRequested();
    if (!mayStand) {
      return new Judgement(payment, Next.CANCEL);
    }
    var placed =
        new Payment.Placement(
            owed.provider(),
            payment.providerKey(owed.attempt()),
            outcome.providerReference(),
            outcome.approvalCode(),
            owed.trace());
    return new Judgement(payment.place(placed).become(PaymentState.APPROVED), Next.CLOSE);
  }

  private static Judgement keep(Payment payment) {
    return new Judgement(payment, Next.KEEP);
  }

  private static Judgement close(FollowUp owed, Payment payment, PaymentState end) {
    boolean changes = hasIt(owed, payment) && payment.state().mayBecome(end);
    return new Judgement(changes ? payment.become(end) : payment, Next.CLOSE);
  }
}
