package io.serai.issuing.rules;

/** Sums that stop at the largest number, as a limit that is passed anyway. */
final class Sums {

  private Sums() {}

  /** The sum of two amounts that are not negative. */
  static long add(long a, long b) {
    long sum = a + b;
    return sum < 0 ? Long.MAX_VALUE : sum;
  }

  /** What is left of an amount, never below zero. */
  static long less(long from, long taken) {
    return Math.max(0, from - taken);
  }
}
