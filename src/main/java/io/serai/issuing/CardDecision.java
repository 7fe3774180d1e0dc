package io.serai.issuing;

import io.serai.payment.Currency;
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
 * @param currency of the amounts, or null where nobody has to be told them
 */
public record CardDecision(
    String responseCode,
    String reason,
    long approvedMinor,
    @Nullable String approvalCode,
    @Nullable Long availableMinor,
    @Nullable String hold,
    @Nullable Currency currency) {

  /** A decision whose amounts are told to nobody. */
  public CardDecision(
      String responseCode,
      String reason,
      long approvedMinor,
      @Nullable String approvalCode,
      @Nullable Long availableMinor,
      @Nullable String hold) {
    this(responseCode, reason, approvedMinor, approvalCode, availableMinor, hold, null);
  }

  /** Whether something was approved. */
  public boolean approved() {
    return approvalCode != null;
  }
}
