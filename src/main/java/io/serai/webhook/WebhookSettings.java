package io.serai.webhook;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of webhooks out, under {@code serai.webhooks}.
 *
 * @param enabled whether this process sends; what is to be sent is written down all the same
 * @param endpoints by name
 * @param allowHttp whether an endpoint may be spoken to without TLS; for a sandbox
 * @param allowPrivate whether an endpoint may be inside a network: loopback, private, link-local
 * @param timeout how long an endpoint may take to answer
 * @param firstPause the pause after the first try; it doubles
 * @param longestPause the longest pause
 * @param limit what is not taken for so long is given up, with an alarm
 * @param inFlight requests to one endpoint at the same time, in each process
 * @param poll how often it looks for what is due
 * @param keep how long what was taken or given up can be sent again by hand
 */
@Validated
@ConfigurationProperties("serai.webhooks")
public record WebhookSettings(
    @DefaultValue("true") boolean enabled,
    @DefaultValue Map<String, Endpoint> endpoints,
    @DefaultValue("false") boolean allowHttp,
    @DefaultValue("false") boolean allowPrivate,
    @DefaultValue("10s") Duration timeout,
    @DefaultValue("5s") Duration firstPause,
    @DefaultValue("4h") Duration longestPause,
    @DefaultValue("3d") Duration limit,
    @DefaultValue("16") @Min(1) @Max(256) int inFlight,
    @DefaultValue("1s") Duration poll,
    @DefaultValue("30d") Duration keep) {

  /** Copies what could change. */
  public WebhookSettings {
    endpoints = Map.copyOf(endpoints);
  }

  /**
   * An endpoint.
   *
   * @param url where it is
   * @param tenant whose events it is told
   * @param secretFile a mounted file with the secret that signs, and below it the one before while
   *     secrets are being exchanged
   * @param kinds types of events, such as {@code io.serai.card.approved.v1}; a star at the end
   *     stands for anything
   * @param enabled whether it is told anything
   */
  public record Endpoint(
      @Nullable String url,
      @Nullable String tenant,
      @Nullable Path secretFile,
      @DefaultValue List<String> kinds,
      @DefaultValue("true") boolean enabled) {

    /** Copies what could change. */
    public Endpoint {
      kinds = List.copyOf(kinds);
    }
  }
}
