package io.serai.iso8583;

import java.time.Duration;

/**
 * Requests over a link.
 *
 * @param inFlight how many of ours may wait for their answer on one connection
 * @param underWay how many of the peer's may be under way here on one connection
 * @param timeout how long we wait for an answer
 * @param lateAnswers how long after that one is still recognized; until then no STAN is used again
 * @param match the fields by which an answer is matched
 * @param forwards what goes on as it came
 */
public record LinkRequests(
    int inFlight,
    int underWay,
    Duration timeout,
    Duration lateAnswers,
    Matching match,
    Forwards forwards) {

  /** Where a link does not say it. */
  public static final int DEFAULT_IN_FLIGHT = 2048;

  /** Where a link does not say it. */
  public static final int DEFAULT_UNDER_WAY = 4096;

  /** Where a link does not say it. */
  public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(20);

  /** Where a link does not say it. */
  public static final Duration DEFAULT_LATE_ANSWERS = Duration.ofMinutes(2);
}
