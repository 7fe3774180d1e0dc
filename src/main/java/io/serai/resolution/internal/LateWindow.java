package io.serai.resolution.internal;

import io.serai.journal.FollowUps;
import io.serai.payment.Outcome;
import io.serai.payment.Payment;
import io.serai.provider.OutcomeTable;
import io.serai.provider.ProviderDefinition;
import io.serai.resolution.ResolutionSettings;
import java.time.Instant;

/**
 * The time in which a request that was given up may still take effect at its provider. "No
 * original" closes a case only after it.
 *
 * @param payment the payment
 * @param due the follow-up
 * @param provider the provider
 * @param now the hub's clock
 */
record LateWindow(Payment payment, FollowUps.Due due, ProviderDefinition provider, Instant now) {

  /** Whether the request can no longer take effect, and was asked about at least twice. */
  boolean isOver() {
    return due.tries() > 0 && !now.isBefore(end());
  }

  /** When to try again. */
  Instant next(Outcome outcome, ResolutionSettings settings) {
    if (outcome.code().equals(OutcomeTable.NO_ORIGINAL) && now.isBefore(end())) {
      return end();
    }
    return now.plus(settings.pauseAfter(due.tries()));
  }

  private Instant end() {
    return due.followUp().dueAt().plus(provider.lateWindow());
  }
}
