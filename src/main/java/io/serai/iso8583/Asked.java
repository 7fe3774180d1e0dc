package io.serai.iso8583;

import java.time.Duration;

/**
 * What a peer asks of us.
 *
 * @param answerWithin how long it waits for the answer
 * @param indicators where its requests say what they allow
 */
public record Asked(Duration answerWithin, Indicators indicators) {

  /** Where a link does not say it. */
  static final Duration DEFAULT_ANSWER_WITHIN = Duration.ofSeconds(10);

  /** A link that says nothing of it. */
  static final Asked STANDARD = new Asked(DEFAULT_ANSWER_WITHIN, Indicators.STANDARD);
}
