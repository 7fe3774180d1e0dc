package io.serai.refund;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of refunds in the background, under {@code serai.refunds}.
 *
 * @param enabled whether this process takes part
 * @param poll how often it looks for what is due
 * @param hold for how long one process holds a refund that it is seeing to
 * @param inFlight refunds of this process under way at the same time
 * @param page payments that are looked at in one step while a bulk refund is gathered
 * @param tries how often a refund of a bulk refund is tried when its provider cannot be reached;
 *     one that was accepted past a cap is tried on, with an alarm
 * @param firstPause the pause after the first try; it doubles
 * @param longestPause the longest pause, also for one that waits for a cap
 */
@Validated
@ConfigurationProperties("serai.refunds")
public record RefundSettings(
    @DefaultValue("true") boolean enabled,
    @DefaultValue("200ms") Duration poll,
    @DefaultValue("1m") Duration hold,
    @DefaultValue("16") @Min(1) @Max(1000) int inFlight,
    @DefaultValue("5000") @Min(1) @Max(100_000) int page,
    @DefaultValue("10") @Min(1) @Max(1000) int tries,
    @DefaultValue("1s") Duration firstPause,
    @DefaultValue("1m") Duration longestPause) {

  /** The pause after so many tries. */
  public Duration pauseAfter(int done) {
    Duration pause = firstPause.multipliedBy(1L << Math.min(done, 20));
    return pause.compareTo(longestPause) > 0 ? longestPause : pause;
  }
}
