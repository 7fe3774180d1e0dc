package io.serai.resolution;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of the resolver, under {@code serai.resolution}.
 *
 * @param poll how often it looks for what is due
 * @param threads threads that begin what is due; none of them waits for a provider
 * @param firstPause the pause after the first try; it doubles
 * @param longestPause the longest pause
 * @param hold for how long one process holds a follow-up that it is seeing to, at least
 * @param alarmAfterTries after so many tries an alarm is raised; the follow-up stays
 * @param limit what is not resolved for so long goes to the queue of people, with an alarm
 * @param most how many follow-ups are under way at once
 * @param keepCards how long a card number is kept after its payment is settled
 * @param keepKeys how long an idempotency key is kept after its payment is final
 */
@Validated
@ConfigurationProperties("serai.resolution")
public record ResolutionSettings(
    @DefaultValue("200ms") Duration poll,
    @DefaultValue("4") @Min(1) @Max(64) int threads,
    @DefaultValue("1s") Duration firstPause,
    @DefaultValue("5m") Duration longestPause,
    @DefaultValue("1m") Duration hold,
    @DefaultValue("10") @Min(1) int alarmAfterTries,
    @DefaultValue("24h") Duration limit,
    @DefaultValue("100") @Min(1) int most,
    @DefaultValue("24h") Duration keepCards,
    @DefaultValue("30d") Duration keepKeys) {

  /** The pause after so many tries. */
  public Duration pauseAfter(int tries) {
    Duration pause = firstPause.multipliedBy(1L << Math.min(tries, 20));
    return pause.compareTo(longestPause) > 0 ? longestPause : pause;
  }
}
