package io.serai.subscription.internal;

import io.serai.engine.Charges;
import io.serai.engine.Refunds;
import io.serai.payment.ErrorCode;
import io.serai.provider.Heard;
import io.serai.subscription.SubscriptionSettings;
import io.serai.subscription.internal.Standing.Next;

/** What an answer makes of a row: of taking its fee, making it, changing it, giving back. */
final class Verdicts {

  private final Turns turns;
  private final SubscriptionSettings settings;

  Verdicts(Turns turns, SubscriptionSettings settings) {
    this.turns = turns;
    this.settings = settings;
  }

  /** Of taking the set-up fee. */
  Next charged(Recurring row, Charges.Result result) {
    Standing now = row.now();
    return switch (result.outcome()) {
      case "approved" ->
          now.become(RecurringState.CREATING, null).paidBy(result.payment()).due(turns.now());
      case "declined" ->
          now.become(RecurringState.FAILED, result.code())
              .declined(result.code())
              .paidBy(result.payment())
              .due(null);
      // Provably nothing was sent, and the key is free.
      case "failed" ->
          turns.isPast(row, settings.chargeWithin())
              ? turns.refused(row, "not_charged_in_time")
              : turns.later(row, result.code());
      default -> turns.later(row.now().paidBy(result.payment()), row, result.code());
    };
  }

  /** Of making it. */
  Next created(Recurring row, Heard heard) {
    return switch (heard.outcome().kind()) {
      case APPROVED, PENDING -> made(row, heard);
      case DECLINED ->
          heard.outcome().elsewhere()
              ? turns.later(row, heard.outcome().code())
              : turns.refused(row, heard.outcome().code());
      case NOT_SENT, UNKNOWN -> turns.later(row, heard.outcome().code());
    };
  }

  private Next made(Recurring row, Heard heard) {
    Standing.Facts facts = ProviderFacts.of(row, heard);
    if (facts.reference() == null) {
      return turns.later(row, "no_reference");
    }
    Standing known = row.now().knowing(facts);
    if (row.made().kind() != Kind.SUBSCRIPTION) {
      return known.become(RecurringState.ACTIVE, null).due(null);
    }
    // What the payer is to approve can be read back only later; all else at once (S1.30).
    return heard.text("subscription_state").equals(Readings.WAITS) && facts.approvalUrl() != null
        ? known
            .become(RecurringState.WAITING_FOR_APPROVAL, null)
            .due(turns.now().plus(turns.pause(0)))
        : known.become(RecurringState.VERIFYING, null).due(turns.now());
  }

  /** Of ending it, or putting it on another plan. */
  Next changed(Recurring row, Heard heard) {
    boolean ends = row.state() == RecurringState.CANCELLING;
    Standing known = row.now().knowing(ProviderFacts.of(row, heard));
    return switch (heard.outcome().kind()) {
      case APPROVED, PENDING ->
          ends
              ? known.become(RecurringState.ENDED, known.code()).due(null)
              : known.changed().become(RecurringState.ACTIVE, null).due(turns.now());
      // How it stands all the same is read back at once.
      case DECLINED ->
          heard.outcome().elsewhere()
              ? turns.later(row, heard.outcome().code())
              : row.now()
                  .wanting(null)
                  .become(RecurringState.ACTIVE, heard.outcome().code())
                  .due(turns.now());
      case NOT_SENT, UNKNOWN -> turns.later(row, heard.outcome().code());
    };
  }

  /** Of giving the set-up fee back. */
  Next refunded(Recurring row, Refunds.Result result) {
    if (result.again()) {
      return turns.later(row, result.code());
    }
    return switch (result.state()) {
      case "succeeded" -> {
        boolean there = row.now().facts().reference() != null;
        yield row.now()
            .become(RecurringState.REFUNDED, row.now().code())
            .due(there ? turns.now().plus(settings.lookEvery()) : null);
      }
      case "declined", "failed" ->
          turns.byHand(row, result.code(), "was not made, and its set-up fee cannot be given back");
      default -> turns.later(row, result.code());
    };
  }

  /** Of a step that did not come about. */
  Next failed(Recurring row, ErrorCode code) {
    if (row.state() == RecurringState.CHARGING && code.category() == ErrorCode.Category.INVALID) {
      return turns.refused(row, code.wire());
    }
    boolean forGood =
        switch (code) {
          case IDEMPOTENCY_KEY_REUSED, STATE_CONFLICT, REFUND_EXCEEDS_CHARGE, PAYMENT_NOT_FOUND ->
              true;
          default -> false;
        };
    // At first it may have met a try of its own that was still under way; that one's end is found.
    return forGood && row.now().tries() > 0 && row.state().mayBecome(RecurringState.BY_HAND)
        ? turns.byHand(row, code.wire(), "cannot go on by itself")
        : turns.later(row, code.wire());
  }
}
