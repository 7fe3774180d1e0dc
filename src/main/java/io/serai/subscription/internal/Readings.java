package io.serai.subscription.internal;

import io.serai.payment.Outcome;
import io.serai.provider.Heard;
import io.serai.subscription.SubscriptionSettings;
import io.serai.subscription.internal.Standing.Next;

/** What a provider's word on how a subscription stands makes of its row (S1.30). */
final class Readings {

  /** What is not paid for yet: the payer is to approve. */
  static final String WAITS = "waiting";

  private final Turns turns;
  private final SubscriptionSettings settings;

  Readings(Turns turns, SubscriptionSettings settings) {
    this.turns = turns;
    this.settings = settings;
  }

  /** Of asking how it stands. */
  Next looked(Recurring row, Heard heard) {
    String state = heard.text("subscription_state");
    return switch (heard.outcome().kind()) {
      case APPROVED, PENDING ->
          switch (state) {
            case WAITS -> waits(row, heard);
            case "active" -> runs(row, RecurringState.ACTIVE, heard);
            case "past_due" -> runs(row, RecurringState.PAST_DUE, heard);
            case "ended" -> ended(row, heard, "ended");
            default -> turns.later(row, "no_state");
          };
      case DECLINED -> gone(row, heard);
      case NOT_SENT, UNKNOWN -> turns.later(row, heard.outcome().code());
    };
  }

  private Next gone(Recurring row, Heard heard) {
    // What was made a moment ago may not be found yet; that it never was, time has to tell.
    boolean fresh = row.state() == RecurringState.VERIFYING;
    return heard.outcome().elsewhere() || (fresh && !turns.isTooLate(row, null))
        ? turns.later(row, heard.outcome().code())
        : ended(row, heard, "not_found");
  }

  private Next waits(Recurring row, Heard heard) {
    Standing known = row.now().knowing(ProviderFacts.of(row, heard));
    return switch (row.state()) {
      case VERIFYING ->
          known
              .become(RecurringState.WAITING_FOR_APPROVAL, null)
              .due(turns.now().plus(turns.pause(0)));
      case WAITING_FOR_APPROVAL ->
          turns.isPast(row, settings.approveWithin())
              ? notApproved(row, known)
              : known.again(null).due(turns.now().plus(turns.pause(row.now().tries())));
      default -> known.again(row.now().code()).due(turns.now().plus(settings.lookEvery()));
    };
  }

  private Next notApproved(Recurring row, Standing known) {
    String code = "not_approved_in_time";
    if (known.payment() != null) {
      Next refunding = turns.refused(row, code);
      return refunding.standing().knowing(known.facts()).due(refunding.dueAt());
    }
    return known
        .declined(code)
        .become(RecurringState.EXPIRED, code)
        .due(turns.now().plus(settings.lookEvery()));
  }

  private Next runs(Recurring row, RecurringState state, Heard heard) {
    Standing known = row.now().knowing(ProviderFacts.of(row, heard));
    return switch (row.state()) {
      case VERIFYING, WAITING_FOR_APPROVAL ->
          isAsAsked(row, heard)
              ? known.become(state, null).due(turns.nextLook(known))
              : turns.byHand(row, "other_plan", "is on another plan at its provider");
      case EXPIRED, REFUNDED -> {
        turns.raise("subscription_late", row, "was approved too late; it is ended");
        yield known.become(RecurringState.CANCELLING, "approved_too_late").due(turns.now());
      }
      case CHANGING -> known.changed().become(RecurringState.ACTIVE, null).due(turns.now());
      case CANCELLING -> turns.later(row, "not_ended_yet");
      default -> known.become(state, known.code()).due(turns.nextLook(known));
    };
  }

  private Next ended(Recurring row, Heard heard, String code) {
    Standing known = row.now().knowing(ProviderFacts.of(row, heard));
    if (row.state().isBeginning()) {
      return turns.refused(row, code);
    }
    return row.state() == RecurringState.REFUNDED
        ? known.become(RecurringState.REFUNDED, known.code()).due(null)
        : known.wanting(null).become(RecurringState.ENDED, known.code()).due(null);
  }

  /** Whether what was asked for has come about by now. */
  boolean isDone(Recurring row, Heard heard) {
    boolean gone =
        heard.text("subscription_state").equals("ended")
            || (heard.outcome().kind() == Outcome.Kind.DECLINED && !heard.outcome().elsewhere());
    Standing.PlanRef wanted = row.now().wanted();
    return gone
        || (row.state() == RecurringState.CHANGING
            && wanted != null
            && heard.text("plan_reference").equals(wanted.reference()));
  }

  private static boolean isAsAsked(Recurring row, Heard heard) {
    Standing.PlanRef plan = row.now().plan();
    return plan == null || heard.text("plan_reference").equals(plan.reference());
  }
}
