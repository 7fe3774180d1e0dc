package io.serai.resolution.internal;

import io.serai.journal.FollowUp;
import io.serai.journal.FollowUps;
import io.serai.payment.AlarmRaised;
import io.serai.payment.Operation;
import io.serai.resolution.ResolutionSettings;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;

/**
 * When a case is tried next, and when people hear of it. What only asks or undoes goes on for ever;
 * what would be done again under an old key stops at the limit, since providers forget keys.
 * Blocking.
 */
record Pace(
    FollowUps followUps,
    ResolutionSettings settings,
    ApplicationEventPublisher alarms,
    Clock clock) {

  private static final int JITTER_PARTS = 10;

  /** A pause that has grown with the tries, and differs a little between cases. */
  Duration pause(FollowUps.Due due) {
    return jittered(settings.pauseAfter(due.tries()));
  }

  private static Duration jittered(Duration pause) {
    long most = Math.max(1, pause.toMillis() / JITTER_PARTS);
    return pause.plusMillis(ThreadLocalRandom.current().nextLong(most));
  }

  /** Not now: another case of the payment comes first, or this one is under way. */
  void wait(FollowUp owed) {
    followUps.delay(owed.id(), clock.instant().plus(jittered(settings.firstPause())));
  }

  /**
   * Keeps a case for later.
   *
   * @param sent what was sent, or null if it did not come to that
   * @param counts whether the send counts, since it may have reached the provider
   */
  void keep(
      FollowUps.Due due, @Nullable Operation sent, String code, boolean counts, Instant next) {
    FollowUp owed = due.followUp();
    followUps.putOff(owed.id(), next, code, counts);
    if (due.tries() + 1 == settings.alarmAfterTries()) {
      String tries = settings.alarmAfterTries() + " tries";
      raise("resolution_stuck", owed, "is not resolved after " + tries + "; last: " + code);
    }
    Instant now = clock.instant();
    if (now.isBefore(due.since().plus(settings.limit()))) {
      return;
    }
    boolean again = sent == owed.operation();
    followUps.handOver(owed.id(), now, again ? null : now.plus(settings.longestPause()));
    if (!due.manual()) {
      raise("resolution_manual", owed, "is not resolved after " + settings.limit());
    }
  }

  /** Gives a case to people. */
  void byHand(FollowUps.Due due, String why) {
    followUps.putOff(due.followUp().id(), clock.instant().plus(settings.longestPause()), why, true);
    followUps.handOver(due.followUp().id(), clock.instant(), null);
    raise("resolution_manual", due.followUp(), "cannot be resolved by itself: " + why);
  }

  private void raise(String kind, FollowUp owed, String what) {
    alarms.publishEvent(
        new AlarmRaised(
            kind,
            owed.paymentId(),
            "attempt " + owed.attempt() + " at " + owed.provider() + " " + what));
  }
}
