package io.serai.subscription;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of subscriptions, under {@code serai.subscriptions}.
 *
 * @param enabled whether this process moves subscriptions on
 * @param returnUrl where the payer comes back to after approving, where the request does not say
 * @param cancelUrl where the payer comes back to without approving
 * @param approveWithin how long the payer may take
 * @param chargeWithin how long taking a set-up fee may take when the provider cannot be reached
 * @param createWithin for how long what gets no answer is sent again under its key; a provider that
 *     keeps keys for less says so by {@code resend_for}
 * @param lookEvery how often a subscription that runs is asked about at the latest
 * @param alarmTries after how many tries in vain there is an alarm
 * @param poll how often it looks for what is due
 * @param hold for how long one process holds what it is seeing to
 * @param inFlight how many of this process are seen to at the same time
 * @param firstPause the pause after the first try; it doubles
 * @param longestPause the longest pause
 */
@Validated
@ConfigurationProperties("serai.subscriptions")
public record SubscriptionSettings(
    @DefaultValue("true") boolean enabled,
    @DefaultValue("https://localhost/approved") String returnUrl,
    @DefaultValue("https://localhost/cancelled") String cancelUrl,
    @DefaultValue("3h") Duration approveWithin,
    @DefaultValue("1h") Duration chargeWithin,
    @DefaultValue("23h") Duration createWithin,
    @DefaultValue("6h") Duration lookEvery,
    @DefaultValue("10") @Min(1) @Max(1000) int alarmTries,
    @DefaultValue("200ms") Duration poll,
    @DefaultValue("1m") Duration hold,
    @DefaultValue("16") @Min(1) @Max(1000) int inFlight,
    @DefaultValue("1s") Duration firstPause,
    @DefaultValue("1m") Duration longestPause) {

  /** The pause after so many tries. */
  public Duration pauseAfter(int done) {
    Duration pause = firstPause.multipliedBy(1L << Math.min(done, 20));
    return pause.compareTo(longestPause) > 0 ? longestPause : pause;
  }
}
