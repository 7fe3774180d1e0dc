package io.serai.provider.answers;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How providers' answers are watched, under {@code serai.answers}.
 *
 * @param learn from so many answers of each HTTP status to an operation its fields are learned,
 *     where no file declares them
 * @param queue how many answers may wait to be looked at; what comes on top is passed by
 * @param largest a longer answer is passed by
 * @param aSecond how many are looked at in a second; what changes at a provider is in all of them,
 *     so the rest is passed by
 * @param sync how often what is learned is written to the database, and what others learned is read
 */
@ConfigurationProperties("serai.answers")
public record AnswerSettings(
    @DefaultValue("200") int learn,
    @DefaultValue("1000") int queue,
    @DefaultValue("64KB") DataSize largest,
    @DefaultValue("200") int aSecond,
    @DefaultValue("5s") Duration sync) {

  /** Refuses what is no number of answers, no size or no time. */
  public AnswerSettings {
    if (learn < 1 || queue < 1 || aSecond < 1 || largest.toBytes() < 1 || sync.toMillis() < 1) {
      throw new IllegalArgumentException(
          "serai.answers: learn, queue and a-second are at least 1, largest 1B and sync 1ms");
    }
  }
}
