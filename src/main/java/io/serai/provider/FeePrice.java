package io.serai.provider;

/**
 * A price of sales: a part of the amount, and so much for each sale.
 *
 * @param millionths the part of the amount in millionths: 3.4 % is 34000
 * @param fixed minor units of the row's currency for each sale
 */
public record FeePrice(long millionths, long fixed) {

  /** What a whole is made of. */
  public static final long WHOLE = 1_000_000;
}
