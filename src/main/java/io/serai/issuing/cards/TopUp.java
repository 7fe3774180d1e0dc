package io.serai.issuing.cards;

import io.serai.issuing.CardRequest.From;
import io.serai.payment.Money;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A top-up as it is written down.
 *
 * @param id {@code top_…}
 * @param key its key within the tenant, which its charge claims too
 * @param fingerprint what a repeat must share
 * @param claimedAs the fingerprint that the charge claims the key with
 * @param card the card that it was asked for
 * @param account the account that is credited
 * @param amount what is charged
 * @param state {@link #PENDING}, {@link #CREDITED}, or why nothing was credited
 * @param payment the payment, once it is known
 * @param credit what was credited, and what has left the account again
 * @param from where it came from
 * @param at when it was asked for
 */
record TopUp(
    String id,
    String key,
    String fingerprint,
    String claimedAs,
    String card,
    String account,
    Money amount,
    String state,
    @Nullable String payment,
    Credit credit,
    From from,
    Instant at) {

  /**
   * A credit as it stands.
   *
   * @param minor what was credited, in minor units
   * @param takenBackMinor how much of it has left the account again, since its charge was given
   *     back
   * @param changes how often something has happened to its charge that may take more
   */
  record Credit(long minor, long takenBackMinor, int changes) {

    /** Nothing was credited. */
    static final Credit NONE = new Credit(0, 0, 0);
  }

  static final String PENDING = "pending";
  static final String CREDITED = "credited";
  static final String FAILED = "failed";

  boolean pending() {
    return state.equals(PENDING);
  }
}
