package io.serai.resolution;

import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of the resolver, under {@code serai.resolution}.
 *
 * @param poll how often it looks for what is due
 * @param firstPause the pause after the first try; it doubles
 * @param longestPause the longest pause
 * @param hold for how long one process holds a follow-up that it is seeing to
 * @param alarmAfterTries after so many tries an alarm is raised; the follow-up stays
 * @param most how many follow-ups are taken at once
 * @param keepCards how long a card number is kept after its payment is settled
 */
@Validated
@ConfigurationProperties("serai.resolution")
public record ResolutionSettings(
    @DefaultValue("200ms") Duration poll,
    @DefaultValue("1s") Duration firstPause,
    @DefaultValue("5m") Duration longestPause,
    @DefaultValue("1m") Duration hold,
    @DefaultValue("10") @Min(1) int alarmAfterTries,
    @DefaultValue("100") @Min(1) int most,
    @DefaultValue("24h") Duration keepCards) {

  /** The pause after so many tries. */
  public Duration pauseAfter(int tries) {
    Duration pause = firstPause.multipliedBy(1L << Math.min(tries, 20));
    return pause.compareTo(longestPause) > 0 ? longestPause : pause;
  }
}
