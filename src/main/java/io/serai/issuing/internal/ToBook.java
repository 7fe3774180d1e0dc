package io.serai.issuing.internal;

import io.serai.issuing.CardRequest.Merchant;
import org.jspecify.annotations.Nullable;

/**
 * What was bought and is to be booked, whatever the account says.
 *
 * @param what it is, for the history: {@code completion}, {@code presentment}
 * @param key the key that it claims
 * @param minor how much, in minor units of the account's currency
 * @param more whether more of the same purchase follows, so that the rest stays held
 * @param merchant where it was bought
 * @param approvalCode as the message has it, or null
 * @param routeSet the hash of the route set that rules, or empty for the active one
 * @param note what else the history is to say, or empty; never card data
 */
record ToBook(
    String what,
    String key,
    long minor,
    boolean more,
    Merchant merchant,
    @Nullable String approvalCode,
    String routeSet,
    String note) {}
