package io.serai.routing.internal;

import java.util.Map;

/**
 * How many of a set's payments came to nothing that anybody could want: an unknown outcome, no
 * provider reached, or an error of the hub. Declines are none of them.
 *
 * @param bad so many
 * @param all of so many
 */
record SetRate(long bad, long all) {

  private static final int LEAST = 20;
  private static final double WORSE_BY = 0.1;
  private static final double WORSE_TIMES = 2;

  static SetRate of(Traffic traffic) {
    Map<String, Long> outcomes = traffic.outcomes();
    long errors = traffic.routes().values().stream().mapToLong(Traffic.Figures::errors).sum();
    long bad = outcomes.getOrDefault("unknown", 0L) + outcomes.getOrDefault("failed", 0L) + errors;
    long all = outcomes.values().stream().mapToLong(Long::longValue).sum() + errors;
    return new SetRate(bad, all);
  }

  /** The same since an earlier look. */
  SetRate since(SetRate earlier) {
    return new SetRate(bad - earlier.bad, all - earlier.all);
  }

  /** From 0 to 1. */
  double share() {
    return all == 0 ? 0 : (double) bad / all;
  }

  /**
   * Whether this is clearly worse than another: of at least 20 payments, ten in a hundred more and
   * twice as many.
   */
  boolean isClearlyWorseThan(SetRate other) {
    return all >= LEAST
        && share() >= other.share() + WORSE_BY
        && share() >= other.share() * WORSE_TIMES;
  }

  /** For people. */
  String text() {
    return "%d of %d".formatted(bad, all);
  }
}
