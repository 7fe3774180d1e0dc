package io.serai.issuing;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of what the issuer processor does by itself, under {@code serai.clearing}.
 *
 * @param enabled whether this process takes part
 * @param poll how often it looks for records of clearing files that wait
 * @param page records, or holds, that are seen to at once
 * @param expire how often it looks for holds that nobody claimed in time
 */
@Validated
@ConfigurationProperties("serai.clearing")
public record ClearingSettings(
    @DefaultValue("true") boolean enabled,
    @DefaultValue("1s") Duration poll,
    @DefaultValue("500") @Min(1) @Max(10_000) int page,
    @DefaultValue("10s") Duration expire) {}
