package io.serai.engine;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the engine, under {@code serai.engine}.
 *
 * @param sendWithin how long after its intent a first byte may still be handed to a socket
 * @param drain how long a stop waits for payments under way
 */
@ConfigurationProperties("serai.engine")
public record EngineSettings(
    @DefaultValue("5s") Duration sendWithin, @DefaultValue("30s") Duration drain) {}
