package io.serai.settlement.internal;

/**
 * A reversal, or a part of one, that undid what had never counted; with a minus an approval that it
 * absorbed.
 *
 * @param event the event that tells of it
 * @param attempt the reversal's attempt
 * @param minor minor units
 */
record Unmatched(JournalEvent event, int attempt, long minor) {}
