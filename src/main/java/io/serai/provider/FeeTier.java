package io.serai.provider;

/**
 * Another price from some volume on (S1.9): yen by yen, so that a sale over the border pays both.
 *
 * @param from the first minor unit of the month's volume that it prices, such as 1000001
 * @param price the price of it
 */
public record FeeTier(long from, FeePrice price) {}
