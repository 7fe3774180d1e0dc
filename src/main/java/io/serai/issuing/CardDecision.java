package io.serai.issuing;

import org.jspecify.annotations.Nullable;

/**
 * What is answered; kept with the key, so that a repeat hears the same.
 *
 * @param responseCode DE39
 * @param reason the rule or the cause, for the history
 * @param approvedMinor what was approved, in minor units of the account's currency; 0 for a decline
 * @param approvalCode DE38, or null for a decline
 * @param availableMinor what may be spent afterwards, or null where the card is unknown
 * @param hold the hold, or null
 */
public record CardDecision(
    String responseCode,
    String reason,
    long approvedMinor,
    @Nullable String approvalCode,
    @Nullable Long availableMinor,
    @Nullable String hold) {

  /** Whether something was approved. */
  public boolean approved() {
    return approvalCode != null;
  }
}
