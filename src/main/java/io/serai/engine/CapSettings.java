package io.serai.engine;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the caps, under {@code serai.caps}; the caps themselves are in {@code caps.yaml}.
 *
 * @param share how often what this process used is written, and what the others used is read
 */
@ConfigurationProperties("serai.caps")
public record CapSettings(@DefaultValue("500ms") Duration share) {}
