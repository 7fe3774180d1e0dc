package io.serai.payment;

/**
 * A reversal, or a part of one, that undid what had never counted; with a minus an approval that it
 * absorbed.
 *
 * @param provider where
 * @param attempt the reversal's attempt
 * @param minor minor units
 */
public record UnmatchedReversal(String provider, int attempt, long minor) {}
