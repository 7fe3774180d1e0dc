package io.serai.order;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of orders, under {@code serai.orders}.
 *
 * @param enabled whether this process moves orders on
 * @param provider who is paid through, by its name in providers.yaml
 * @param webOrderServiceUrl where an order is created once it is paid; without it none are taken
 * @param webOrderTimeout how long that service may take to answer
 * @param webOrderTries how often creating is tried before it has finally failed
 * @param whenNotOrdered what becomes of the money when creating has finally failed
 * @param returnUrl where the payer comes back to after approving
 * @param cancelUrl where the payer comes back to without approving
 * @param approveWithin how long the payer may take
 * @param captureWithin how long capturing may take when the provider cannot be reached
 * @param poll how often it looks for what is due
 * @param hold for how long one process holds an order that it is seeing to
 * @param inFlight orders of this process that are seen to at the same time
 * @param firstPause the pause after the first try; it doubles
 * @param longestPause the longest pause
 */
@Validated
@ConfigurationProperties("serai.orders")
public record OrderSettings(
    @DefaultValue("true") boolean enabled,
    @DefaultValue("paypal") String provider,
    @DefaultValue("") String webOrderServiceUrl,
    @DefaultValue("10s") Duration webOrderTimeout,
    @DefaultValue("10") @Min(1) @Max(1000) int webOrderTries,
    @DefaultValue("refund") WhenNotOrdered whenNotOrdered,
    @DefaultValue("https://localhost/approved") String returnUrl,
    @DefaultValue("https://localhost/cancelled") String cancelUrl,
    @DefaultValue("3h") Duration approveWithin,
    @DefaultValue("1h") Duration captureWithin,
    @DefaultValue("200ms") Duration poll,
    @DefaultValue("1m") Duration hold,
    @DefaultValue("16") @Min(1) @Max(1000) int inFlight,
    @DefaultValue("1s") Duration firstPause,
    @DefaultValue("1m") Duration longestPause) {

  /** What becomes of the money of an order that cannot be created (S1.31). */
  public enum WhenNotOrdered {
    /** It is given back; if that fails too, a person sees to it. */
    REFUND,
    /** A person sees to it. */
    BY_HAND
  }

  /** Whether orders are taken at all. */
  public boolean isSetUp() {
    return !webOrderServiceUrl.isBlank();
  }

  /** The pause after so many tries. */
  public Duration pauseAfter(int done) {
    Duration pause = firstPause.multipliedBy(1L << Math.min(done, 20));
    return pause.compareTo(longestPause) > 0 ? longestPause : pause;
  }
}
