package io.serai.payment;

/**
 * Money of a payment that moved and counts.
 *
 * @param provider where it moved
 * @param attempt the attempt that moved it
 * @param operation what moved it: charge, authorize, capture, refund, reversal, void
 * @param kind the operation that put the money there: charge, authorize, capture
 * @param subject the payment's or the refund's id
 * @param minor signed minor units, never 0; taken is positive, given back is negative
 */
public record Movement(
    String provider, int attempt, String operation, String kind, String subject, long minor) {}
