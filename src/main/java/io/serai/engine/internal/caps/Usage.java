package io.serai.engine.internal.caps;

/**
 * What was used of a cap.
 *
 * @param count operations
 * @param sum minor units
 */
record Usage(long count, long sum) {

  static final Usage NOTHING = new Usage(0, 0);

  /** The sum of two numbers that are not negative; what does not fit is the most that fits. */
  static long plus(long a, long b) {
    long sum = a + b;
    return sum < 0 ? Long.MAX_VALUE : sum;
  }
}
