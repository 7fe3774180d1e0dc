package io.serai.notice;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of webhooks in, under {@code serai.notices}.
 *
 * @param enabled whether this process applies notices; it takes them all the same
 * @param sources by the provider's name in {@code providers.yaml}
 * @param tolerance how far a signature's time may be from the hub's clock
 * @param keyHosts the only hosts that certificates and keys are fetched from; with a port where it
 *     is not that of the scheme
 * @param allowHttp whether they may be fetched without TLS; for the doubles of a sandbox
 * @param timeout how long fetching them may take
 * @param keepKeys for how long they are used before they are fetched again
 * @param poll how often it looks for what is to be applied
 * @param hold for how long one process holds a notice that it applies
 * @param inFlight notices that one process applies at the same time
 * @param firstPause the pause after the first try; it doubles
 * @param longestPause the longest pause
 * @param alarmAfterTries after so many tries an alarm is raised; it is tried on
 * @param keep for how long a notice is remembered, so that its repeat is known
 */
@Validated
@ConfigurationProperties("serai.notices")
public record NoticeSettings(
    @DefaultValue("true") boolean enabled,
    @DefaultValue Map<String, Source> sources,
    @DefaultValue("300s") Duration tolerance,
    @DefaultValue({"api.paypal.com", "api.sandbox.paypal.com", "www.googleapis.com"})
        List<String> keyHosts,
    @DefaultValue("false") boolean allowHttp,
    @DefaultValue("5s") Duration timeout,
    @DefaultValue("1h") Duration keepKeys,
    @DefaultValue("1s") Duration poll,
    @DefaultValue("1m") Duration hold,
    @DefaultValue("16") @Min(1) @Max(256) int inFlight,
    @DefaultValue("1s") Duration firstPause,
    @DefaultValue("10m") Duration longestPause,
    @DefaultValue("10") @Min(1) int alarmAfterTries,
    @DefaultValue("90d") Duration keep) {

  /** Copies what could change. */
  public NoticeSettings {
    sources = Map.copyOf(sources);
    keyHosts = List.copyOf(keyHosts);
  }

  /** The pause after so many tries. */
  public Duration pauseAfter(int tries) {
    Duration pause = firstPause.multipliedBy(1L << Math.min(tries, 20));
    return pause.compareTo(longestPause) > 0 ? longestPause : pause;
  }

  /**
   * A provider that tells us.
   *
   * @param scheme how it signs
   * @param secretFile of Stripe: a mounted file with the endpoint's secrets, one a line
   * @param webhookId of PayPal: our webhook's id, which is part of what is signed
   * @param audience of Google: what the push's token is meant for
   * @param sender of Google: the service account's e-mail address that pushes
   * @param keysUrl of Google: where the keys of its tokens are
   */
  public record Source(
      @Nullable NoticeScheme scheme,
      @Nullable Path secretFile,
      @Nullable String webhookId,
      @Nullable String audience,
      @Nullable String sender,
      @DefaultValue("https://www.googleapis.com/oauth2/v3/certs") URI keysUrl) {}
}
