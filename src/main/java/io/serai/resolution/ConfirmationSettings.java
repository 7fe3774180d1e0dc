package io.serai.resolution;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Settings of the watch over charges that their upstream has to confirm (S1.72), under {@code
 * serai.confirmation}.
 *
 * @param within how long the upstream may take; nothing is watched where it is not set
 */
@ConfigurationProperties("serai.confirmation")
public record ConfirmationSettings(@Nullable Duration within) {}
