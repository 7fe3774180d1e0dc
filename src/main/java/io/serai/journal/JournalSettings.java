package io.serai.journal;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of the journal, under {@code serai.journal}.
 *
 * @param writers connections that commit side by side
 * @param queue commits that may wait; one more is refused
 * @param group commits that one transaction takes at the most
 * @param readers threads and connections that read
 * @param lease how long this process keeps its attempts without a sign of life
 */
@Validated
@ConfigurationProperties("serai.journal")
public record JournalSettings(
    @DefaultValue("2") @Min(1) @Max(16) int writers,
    @DefaultValue("8192") @Min(1) int queue,
    @DefaultValue("512") @Min(1) @Max(2000) int group,
    @DefaultValue("4") @Min(1) @Max(64) int readers,
    @DefaultValue("15s") Duration lease) {}
