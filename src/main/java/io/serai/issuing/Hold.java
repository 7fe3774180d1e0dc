package io.serai.issuing;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What an approved authorization keeps from being spent twice. All amounts are minor units of the
 * account's currency.
 *
 * @param id {@code hld_…}
 * @param account the account
 * @param card the card
 * @param key the key of the authorization that made it
 * @param authorizedMinor what was approved, increments included
 * @param heldMinor what is still held
 * @param clearedMinor what was booked against it
 * @param reversedMinor what was taken back
 * @param state whether it still holds
 * @param approvalCode the code of the answer (DE38)
 * @param rrn retrieval reference (DE37), or null
 * @param merchant who asked, as it was then
 * @param at when it was made
 * @param expiresAt when nobody will claim it any more
 * @param estimated whether the amount is an estimate
 * @param standIn whether it was approved by the stand-in rule
 */
public record Hold(
    String id,
    String account,
    String card,
    String key,
    long authorizedMinor,
    long heldMinor,
    long clearedMinor,
    long reversedMinor,
    State state,
    String approvalCode,
    @Nullable String rrn,
    CardRequest.Merchant merchant,
    Instant at,
    Instant expiresAt,
    boolean estimated,
    boolean standIn) {

  /** Whether a hold still holds; only {@link #OPEN} does. */
  public enum State {
    /** It holds {@code heldMinor}. */
    OPEN,
    /** All of it was booked. */
    CLEARED,
    /** All of it was taken back. */
    REVERSED,
    /** Nobody claimed it in time; a late presentment is booked all the same. */
    EXPIRED
  }
}
