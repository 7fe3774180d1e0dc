package io.serai.issuing;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One row of an account's history; never changed.
 *
 * @param account the account
 * @param seq its number within the account, from 1, without gaps
 * @param at when
 * @param kind what happened
 * @param card the card, or null where it concerns the account
 * @param hold the hold that it made or changed, or null
 * @param key the key of the request, or null where nobody asked
 * @param amountMinor what it was about, in minor units of the account's currency
 * @param postedMinor what it added to the balance; below zero what it took
 * @param heldMinor what it added to the holds; below zero what it released
 * @param balanceMinor the balance after it
 * @param heldAfterMinor the holds after it
 * @param responseCode DE39 of the answer, or null where nobody asked
 * @param reason the rule or the cause, for people; never card data
 * @param merchant who asked, or null
 * @param payment the payment of a top-up, or null
 */
public record CardEvent(
    String account,
    long seq,
    Instant at,
    CardEventKind kind,
    @Nullable String card,
    @Nullable String hold,
    @Nullable String key,
    long amountMinor,
    long postedMinor,
    long heldMinor,
    long balanceMinor,
    long heldAfterMinor,
    @Nullable String responseCode,
    String reason,
    CardRequest.@Nullable Merchant merchant,
    @Nullable String payment) {}
