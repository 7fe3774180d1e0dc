package io.serai.provider;

/**
 * What is paid when something becomes of a sale later, and how often that is to be expected
 * (S1.11).
 *
 * @param fee minor units of the row's currency, each time
 * @param millionths the share of sales that come to it, in millionths: 1.5 % is 15000
 */
public record FeeLater(long fee, long millionths) {

  /** Costs nothing. */
  public static final FeeLater NOTHING = new FeeLater(0, 0);

  /** What one sale is to be expected to cost by it, in millionths of a minor unit. */
  long expected() {
    return Math.multiplyExact(fee, millionths);
  }
}
