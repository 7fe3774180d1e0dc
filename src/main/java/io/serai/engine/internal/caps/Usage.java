package io.serai.engine.internal.caps;

/**
 * What was used of a cap.
 *
 * @param count operations
 * @param sum minor units
 */
record Usage(long count, long sum) {

  static final Usage NOTHING = new Usage(0, 0);

  /** The sum of two numbers; what does not fit is the most that fits. */
  static long plus(long a, long b) {
    long sum = a + b;
    boolean fits = ((a ^ sum) & (b ^ sum)) >= 0;
    return fits ? sum : a < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
  }
}
