package io.serai.resolution.internal;

import io.serai.journal.FollowUp;
import io.serai.payment.CardNumber;
import io.serai.payment.Money;
import io.serai.payment.Operation;
import io.serai.payment.Outcome;
import io.serai.payment.Payment;
import io.serai.payment.PaymentState;
import io.serai.payment.RefundSums;
import io.serai.provider.OutcomeTable;
import io.serai.provider.ProviderCall;
import io.serai.provider.ProviderDefinition;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The rules of resolving: authorize and charge are reversed, or asked about where the provider has
 * no reversal; a refund is sent again under its own key, never reversed.
 */
final class Remedies {

  private Remedies() {}

  /**
   * What an answer makes of the payment.
   *
   * @param payment the payment afterwards
   * @param closed whether nothing more is owed
   */
  record Verdict(Payment payment, boolean closed) {}

  static Operation operation(FollowUp owed, ProviderDefinition provider) {
    if (!owed.operation().beginsPayment()) {
      return owed.operation();
    }
    if (provider.can(Operation.REVERSAL)) {
      return Operation.REVERSAL;
    }
    return provider.can(Operation.INQUIRY) ? Operation.INQUIRY : owed.operation();
  }

  static ProviderCall call(
      FollowUp owed, Payment payment, Operation operation, @Nullable CardNumber card) {
    String original = payment.providerKey(owed.attempt());
    boolean resend = operation == owed.operation();
    Payment.Placement placed = payment.placement();
    @Nullable String reference = placed == null ? null : placed.reference();
    String key =
        switch (operation) {
          case REVERSAL -> original + ".reversal";
          case INQUIRY -> original + ".inquiry";
          case AUTHORIZE, CAPTURE, CHARGE, REFUND, VOID, VERIFY -> original;
        };
    return new ProviderCall(
        operation,
        payment.id(),
        key,
        resend && placed != null ? placed.key() : original,
        reference,
        new Money(owed.minor(), payment.amount().currency()),
        payment.origin().merchant(),
        Map.copyOf(payment.origin().method()),
        card,
        payment.origin().reference());
  }

  static Verdict judge(
      FollowUp owed,
      Payment.InFlight attempt,
      Payment payment,
      Outcome outcome,
      LateWindow window) {
    if (attempt.operation() == Operation.REFUND) {
      return refund(owed, payment, outcome);
    }
    if (outcome.code().equals(OutcomeTable.NO_ORIGINAL)) {
      return window.isOver()
          ? new Verdict(end(owed, payment, PaymentState.FAILED), true)
          : new Verdict(payment, false);
    }
    if (attempt.operation() == Operation.REVERSAL) {
      return outcome.kind() == Outcome.Kind.APPROVED
          ? new Verdict(end(owed, payment, PaymentState.REVERSED), true)
          : new Verdict(payment, false);
    }
    return asked(owed, payment, outcome);
  }

  private static Verdict refund(FollowUp owed, Payment payment, Outcome outcome) {
    return switch (outcome.kind()) {
      case APPROVED, DECLINED ->
          new Verdict(RefundSums.settle(payment, owed.minor(), outcome), true);
      case NOT_SENT, PENDING, UNKNOWN -> new Verdict(payment, false);
    };
  }

  private static Verdict asked(FollowUp owed, Payment payment, Outcome outcome) {
    return switch (outcome.kind()) {
      // An approval found after somebody was told "no" stays open: it has to be cancelled.
      case APPROVED ->
          payment.origin().channel().answerBinds() || payment.reversalRequested()
              ? new Verdict(payment, false)
              : new Verdict(end(owed, payment, PaymentState.APPROVED), true);
      case DECLINED -> new Verdict(end(owed, payment, PaymentState.DECLINED), true);
      case NOT_SENT, PENDING, UNKNOWN -> new Verdict(payment, false);
    };
  }

  /** The payment's state changes only if this attempt is the one that has it. */
  private static Payment end(FollowUp owed, Payment payment, PaymentState state) {
    Payment.Placement placed = payment.placement();
    boolean hasIt = placed == null || placed.key().equals(payment.providerKey(owed.attempt()));
    return hasIt && payment.state().mayBecome(state) ? payment.become(state) : payment;
  }
}
