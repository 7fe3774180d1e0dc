package io.serai.iso8583;

import java.time.Duration;

/**
 * What is said on a connection besides payments.
 *
 * @param edition how network management is spoken
 * @param signOn whether a connection counts as up only after a sign-on: ours where we dial, the
 *     peer's where we listen
 * @param echo after how much silence an echo test is sent; zero for never
 * @param answerWithin how long the peer may take to answer any of it
 */
public record LinkSession(Edition edition, boolean signOn, Duration echo, Duration answerWithin) {

  /** Where a dialed link does not say how often. */
  public static final Duration DEFAULT_ECHO = Duration.ofSeconds(60);

  /** Where a link does not say it. */
  public static final Duration DEFAULT_ANSWER_WITHIN = Duration.ofSeconds(10);
}
