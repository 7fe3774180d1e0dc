package io.serai.subscription.internal;

import io.serai.payment.AlarmRaised;
import io.serai.subscription.SubscriptionSettings;
import io.serai.subscription.internal.Standing.Next;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;

/** The turns that a row may take whatever was asked, with their alarms and pauses. */
final class Turns {

  private final SubscriptionSettings settings;
  private final ApplicationEventPublisher alarms;
  private final Clock clock;

  Turns(SubscriptionSettings settings, ApplicationEventPublisher alarms, Clock clock) {
    this.settings = settings;
    this.alarms = alarms;
    this.clock = clock;
  }

  /** It could not be made: the set-up fee is given back, if one was taken (S1.31). */
  Next refused(Recurring row, String code) {
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

  /** Whether what had no answer may not be sent again: its key may be forgotten by now. */
  boolean isTooLate(Recurring row, @Nullable Duration kept) {
    boolean shorter = kept != null && kept.compareTo(settings.createWithin()) < 0;
    return isPast(row, shorter && kept != null ? kept : settings.createWithin());
  }

  Next byHand(Recurring row, String code, String what) {
    raise("subscription_by_hand", row, what + " (" + code + "); see to it by hand");
    return row.now().become(RecurringState.BY_HAND, code).due(null);
  }

  Next later(Recurring row, @Nullable String code) {
    return later(row.now(), row, code);
  }

  Next later(Standing now, Recurring row, @Nullable String code) {
    if (now.tries() + 1 == settings.alarmTries() && !row.state().runs()) {
      raise(
          "subscription_stuck",
          row,
          "is " + row.state().word() + " after many tries; last: " + code);
    }
    return now.again(code).due(now().plus(pause(now.tries())));
  }

  void raise(String kind, Recurring row, String what) {
    alarms.publishEvent(new AlarmRaised(kind, row.id(), row.name() + " " + what));
  }

  /** Soon after the end of the period that is paid, as the provider names it. */
  Instant nextLook(Standing known) {
    Instant latest = now().plus(settings.lookEvery());
    Instant end = known.facts().periodEnd();
    return end != null && end.isAfter(now()) && end.plus(pause(0)).isBefore(latest)
        ? end.plus(pause(0))
        : latest;
  }

  boolean isPast(Recurring row, Duration length) {
    return !now().isBefore(row.made().createdAt().plus(length));
  }

  Duration pause(int tries) {
    return settings.pauseAfter(tries);
  }

  Instant now() {
    return clock.instant();
  }
}
