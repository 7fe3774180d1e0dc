package io.serai.issuing;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of the issuer processor, under {@code serai.issuing}.
 *
 * @param writers connections that commit decisions side by side
 * @param queue decisions that may wait; one more is declined at once
 * @param group decisions that one transaction takes at the most
 * @param margin by how much an answer must be expected before its time to be waited for (S4.6)
 * @param unrecorded declines by the stand-in rule that may wait to be written down
 * @param spool the file that keeps what is approved while the database is away, or null: then
 *     nothing is
 */
@Validated
@ConfigurationProperties("serai.issuing")
public record IssuingSettings(
    @DefaultValue("2") @Min(1) @Max(16) int writers,
    @DefaultValue("8192") @Min(1) int queue,
    @DefaultValue("512") @Min(1) @Max(2000) int group,
    @DefaultValue("250ms") Duration margin,
    @DefaultValue("65536") @Min(1) int unrecorded,
    @Nullable Path spool) {}
