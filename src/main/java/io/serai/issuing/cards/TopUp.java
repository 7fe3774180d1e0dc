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
    From from,
    Instant at) {

  static final String PENDING = "pending";
  static final String CREDITED = "credited";
  static final String FAILED = "failed";

  boolean pending() {
    return state.equals(PENDING);
  }
}
