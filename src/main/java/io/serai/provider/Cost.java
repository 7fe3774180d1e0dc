package io.serai.provider;

/**
 * What a sale costs at a provider.
 *
 * @param fee what the provider takes for it, in minor units
 * @param expected that, before it is rounded, and what refunds, cancels and chargebacks are to be
 *     expected to cost (S1.11), in millionths of a minor unit; what is compared
 */
public record Cost(long fee, long expected) {

  /** What is expected in minor units, half a unit rounded up. */
  public long minor() {
    return rounded(expected);
  }

  /** Millionths in whole units, half a unit rounded up. */
  static long rounded(long millionths) {
    long whole = millionths / FeePrice.WHOLE;
    return millionths % FeePrice.WHOLE * 2 >= FeePrice.WHOLE ? whole + 1 : whole;
  }
}
