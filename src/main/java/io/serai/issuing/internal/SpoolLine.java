package io.serai.issuing.internal;

import io.serai.issuing.CardDecision;
import io.serai.issuing.CardRequest;
import java.time.Instant;

/**
 * What is kept of an approval while the database is away: the card is a token here as everywhere.
 *
 * @param request what was asked
 * @param fresh what its hold is made of
 * @param minor how much was approved, in minor units of the program's currency
 * @param expiresAt when nobody will claim it any more
 */
record SpoolLine(CardRequest request, NewHold fresh, long minor, Instant expiresAt) {

  /** What was answered; the same each time. */
  CardDecision told() {
    return new CardDecision("00", ByRule.REASON, minor, fresh.approvalCode(), null, fresh.id());
  }
}
