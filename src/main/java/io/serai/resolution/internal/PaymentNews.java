package io.serai.resolution.internal;

import org.jspecify.annotations.Nullable;

/**
 * What a provider's notice says of a payment, in the words of all providers.
 *
 * @param what what happened
 * @param provider whose notice it is
 * @param payment the payment's id as we gave it to the provider, or null
 * @param attempt the attempt's number as we gave it, or null
 * @param reference what the provider calls it, or empty
 * @param other another name that the provider has for it, or empty
 * @param minor of a refund: how much was given back so far, in minor units; null if not said
 */
record PaymentNews(
    What what,
    String provider,
    @Nullable String payment,
    @Nullable Integer attempt,
    String reference,
    String other,
    @Nullable Long minor) {

  /** What happened. */
  enum What {
    /** The money was taken. */
    APPROVED,
    /** A try failed; the payer may try again. */
    DECLINED,
    /** It is over at the provider, and nothing is taken. */
    CANCELED,
    /** Some or all of it was given back. */
    REFUNDED,
    /** The payer disputes it with the issuer or the provider. */
    DISPUTED
  }

  /** The same of the payment that is meant. */
  PaymentNews of(String paymentId) {
    return new PaymentNews(what, provider, paymentId, attempt, reference, other, minor);
  }
}
