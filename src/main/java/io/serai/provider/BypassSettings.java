package io.serai.provider;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How processes agree on who is left out, under {@code serai.bypass}. What counts for one provider
 * stands in {@code providers.yaml} ({@link BypassRule}).
 *
 * @param sync how often errors are written to the database and the state is read from it
 * @param longestPause the longest pause between two probes
 */
@ConfigurationProperties("serai.bypass")
public record BypassSettings(
    @DefaultValue("250ms") Duration sync, @DefaultValue("5m") Duration longestPause) {

  /** Refuses pauses that are none. */
  public BypassSettings {
    if (sync.toMillis() < 1 || longestPause.toMillis() < 1) {
      throw new IllegalArgumentException("serai.bypass: sync and longest-pause are at least 1ms");
    }
  }
}
