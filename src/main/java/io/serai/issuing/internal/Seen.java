package io.serai.issuing.internal;

import io.serai.issuing.CardDecision;
import io.serai.issuing.Snapshot;
import org.jspecify.annotations.Nullable;

/**
 * What was found for a step.
 *
 * @param snapshot what it sees
 * @param fingerprint of the request that claimed its key first, or null where the key is free
 * @param decision what that request was told, or null
 * @param takenBack whether what it was told yes for was taken back since
 */
record Seen(
    Snapshot snapshot,
    @Nullable String fingerprint,
    @Nullable CardDecision decision,
    boolean takenBack) {}
