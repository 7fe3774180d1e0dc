package io.serai.subscription.internal;

import io.serai.engine.Charges;
import io.serai.engine.Refunds;
import io.serai.payment.AlarmRaised;
import io.serai.payment.ErrorCode;
import io.serai.payment.Outcome;
import io.serai.provider.Heard;
import io.serai.subscription.SubscriptionSettings;
import io.serai.subscription.internal.Standing.Next;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;

/** What an answer makes of a row, and when it is seen to again. */
final class Verdicts {

  private static final String WAITS = "waiting";

  private final SubscriptionSettings settings;
  private final ApplicationEventPublisher alarms;
  private final Clock clock;

  Verdicts(SubscriptionSettings settings, ApplicationEventPublisher alarms, Clock clock) {
    this.settings = settings;
    this.alarms = alarms;
    this.clock = clock;
  }

  /** Of taking the set-up fee. */
  Next charged(Recurring row, Charges.Result result) {
    Standing now = row.now();
    return switch (result.outcome()) {
      case "approved" ->
          now.become(RecurringState.CREATING, null).paidBy(result.payment()).due(now());
      case "declined" ->
          now.become(RecurringState.FAILED, result.code())
              .declined(result.code())
              .paidBy(result.payment())
              .due(null);
      // Provably nothing was sent, and the key is free.
      case "failed" ->
          isPast(row, settings.chargeWithin())
              ? refused(row, "not_charged_in_time")
              : later(row, result.code());
      default -> later(row.now().paidBy(result.payment()), row, result.code());
    };
  }

  /** Whether what had no answer may not be sent again: its key may be forgotten by now. */
  boolean isTooLate(Recurring row, @Nullable Duration kept) {
    boolean shorter = kept != null && kept.compareTo(settings.createWithin()) < 0;
    return isPast(row, shorter && kept != null ? kept : settings.createWithin());
  }

  /** Of making it. */
  Next created(Recurring row, Heard heard) {
    return switch (heard.outcome().kind()) {
      case APPROVED, PENDING -> made(row, heard);
      case DECLINED ->
          heard.outcome().elsewhere()
              ? later(row, heard.outcome().code())
              : refused(row, heard.outcome().code());
      case NOT_SENT, UNKNOWN -> later(row, heard.outcome().code());
    };
  }

  private Next made(Recurring row, Heard heard) {
    Standing.Facts facts = ProviderFacts.of(row, heard);
    if (facts.reference() == null) {
      return later(row, "no_reference");
    }
    Standing known = row.now().knowing(facts);
    if (row.made().kind() != Kind.SUBSCRIPTION) {
      return known.become(RecurringState.ACTIVE, null).due(null);
    }
    // What the payer is to approve can be read back only later; all else at once (S1.30).
    return heard.text("subscription_state").equals(WAITS) && facts.approvalUrl() != null
        ? known.become(RecurringState.WAITING_FOR_APPROVAL, null).due(now().plus(pause(0)))
        : known.become(RecurringState.VERIFYING, null).due(now());
  }

  /** It could not be made: the set-up fee is given back, if one was taken (S1.31). */
  private Next refused(Recurring row, String code) {
    Standing refused = row.now().declined(code);
    if (refused.payment() == null) {
      return refused.become(RecurringState.FAILED, code).due(null);
    }
    raise(
        "subscription_not_created",
        row,
        "has its set-up fee paid and was not made (" + code + "); the fee is given back");
    return refused.become(RecurringState.REFUNDING, code).due(now());
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
            default -> later(row, "no_state");
          };
      case DECLINED -> gone(row, heard);
      case NOT_SENT, UNKNOWN -> later(row, heard.outcome().code());
    };
  }

  private Next gone(Recurring row, Heard heard) {
    // What was made a moment ago may not be found yet; that it never was, time has to tell.
    boolean fresh = row.state() == RecurringState.VERIFYING;
    return heard.outcome().elsewhere() || (fresh && !isTooLate(row, null))
        ? later(row, heard.outcome().code())
        : ended(row, heard, "not_found");
  }

  private Next waits(Recurring row, Heard heard) {
    Standing known = row.now().knowing(ProviderFacts.of(row, heard));
    return switch (row.state()) {
      case VERIFYING ->
          known.become(RecurringState.WAITING_FOR_APPROVAL, null).due(now().plus(pause(0)));
      case WAITING_FOR_APPROVAL ->
          isPast(row, settings.approveWithin())
              ? notApproved(row, known)
              : known.again(null).due(now().plus(pause(row.now().tries())));
      default -> known.again(row.now().code()).due(now().plus(settings.lookEvery()));
    };
  }

  private Next notApproved(Recurring row, Standing known) {
    String code = "not_approved_in_time";
    if (known.payment() != null) {
      Next refunding = refused(row, code);
      return refunding.standing().knowing(known.facts()).due(refunding.dueAt());
    }
    return known
        .declined(code)
        .become(RecurringState.EXPIRED, code)
        .due(now().plus(settings.lookEvery()));
  }

  private Next runs(Recurring row, RecurringState state, Heard heard) {
    Standing known = row.now().knowing(ProviderFacts.of(row, heard));
    return switch (row.state()) {
      case VERIFYING, WAITING_FOR_APPROVAL ->
          isAsAsked(row, heard)
              ? known.become(state, null).due(nextLook(known))
              : byHand(row, "other_plan", "is on another plan at its provider");
      case EXPIRED, REFUNDED -> {
        raise("subscription_late", row, "was approved too late; it is ended");
        yield known.become(RecurringState.CANCELLING, "approved_too_late").due(now());
      }
      case CHANGING -> known.changed().become(RecurringState.ACTIVE, null).due(now());
      case CANCELLING -> later(row, "not_ended_yet");
      default -> known.become(state, known.code()).due(nextLook(known));
    };
  }

  private Next ended(Recurring row, Heard heard, String code) {
    Standing known = row.now().knowing(ProviderFacts.of(row, heard));
    if (row.state().isBeginning()) {
      return refused(row, code);
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

  /** Of ending it, or putting it on another plan. */
  Next changed(Recurring row, Heard heard) {
    boolean ends = row.state() == RecurringState.CANCELLING;
    Standing known = row.now().knowing(ProviderFacts.of(row, heard));
    return switch (heard.outcome().kind()) {
      case APPROVED, PENDING ->
          ends
              ? known.become(RecurringState.ENDED, known.code()).due(null)
              : known.changed().become(RecurringState.ACTIVE, null).due(now());
      // How it stands all the same is read back at once.
      case DECLINED ->
          heard.outcome().elsewhere()
              ? later(row, heard.outcome().code())
              : row.now()
                  .wanting(null)
                  .become(RecurringState.ACTIVE, heard.outcome().code())
                  .due(now());
      case NOT_SENT, UNKNOWN -> later(row, heard.outcome().code());
    };
  }

  /** Of giving the set-up fee back. */
  Next refunded(Recurring row, Refunds.Result result) {
    if (result.again()) {
      return later(row, result.code());
    }
    return switch (result.state()) {
      case "succeeded" -> {
        boolean there = row.now().facts().reference() != null;
        yield row.now()
            .become(RecurringState.REFUNDED, row.now().code())
            .due(there ? now().plus(settings.lookEvery()) : null);
      }
      case "declined", "failed" ->
          byHand(row, result.code(), "was not made, and its set-up fee cannot be given back");
      default -> later(row, result.code());
    };
  }

  /** Of a step that did not come about. */
  Next failed(Recurring row, ErrorCode code) {
    if (row.state() == RecurringState.CHARGING && code.category() == ErrorCode.Category.INVALID) {
      return refused(row, code.wire());
    }
    boolean forGood =
        switch (code) {
          case IDEMPOTENCY_KEY_REUSED, STATE_CONFLICT, REFUND_EXCEEDS_CHARGE, PAYMENT_NOT_FOUND ->
              true;
          default -> false;
        };
    // At first it may have met a try of its own that was still under way; that one's end is found.
    return forGood && row.now().tries() > 0 && row.state().mayBecome(RecurringState.BY_HAND)
        ? byHand(row, code.wire(), "cannot go on by itself")
        : later(row, code.wire());
  }

  Next byHand(Recurring row, String code, String what) {
    raise("subscription_by_hand", row, what + " (" + code + "); see to it by hand");
    return row.now().become(RecurringState.BY_HAND, code).due(null);
  }

  private Next later(Recurring row, @Nullable String code) {
    return later(row.now(), row, code);
  }

  private Next later(Standing now, Recurring row, @Nullable String code) {
    if (now.tries() + 1 == settings.alarmTries() && !row.state().runs()) {
      raise(
          "subscription_stuck",
          row,
          "is " + row.state().word() + " after many tries; last: " + code);
    }
    return now.again(code).due(now().plus(pause(now.tries())));
  }

  private void raise(String kind, Recurring row, String what) {
    alarms.publishEvent(new AlarmRaised(kind, row.id(), row.name() + " " + what));
  }

  private static boolean isAsAsked(Recurring row, Heard heard) {
    Standing.PlanRef plan = row.now().plan();
    return plan == null || heard.text("plan_reference").equals(plan.reference());
  }

  /** Soon after the end of the period that is paid, as the provider names it. */
  private Instant nextLook(Standing known) {
    Instant latest = now().plus(settings.lookEvery());
    Instant end = known.facts().periodEnd();
    return end != null && end.isAfter(now()) && end.plus(pause(0)).isBefore(latest)
        ? end.plus(pause(0))
        : latest;
  }

  private boolean isPast(Recurring row, Duration length) {
    return !now().isBefore(row.made().createdAt().plus(length));
  }

  private Duration pause(int tries) {
    return settings.pauseAfter(tries);
  }

  private Instant now() {
    return clock.instant();
  }
}
