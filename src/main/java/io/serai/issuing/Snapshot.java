package io.serai.issuing;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a step over an account sees, read under the account's row lock.
 *
 * @param at the time that counts for it
 * @param account the account, or null if the card or account is unknown
 * @param card the card, or null if the step names none or it is unknown
 * @param hold the hold that the step names by its id or by the key of its authorization, or null
 */
public record Snapshot(
    Instant at, @Nullable CardAccount account, @Nullable Card card, @Nullable Hold hold) {}
