package io.serai.issuing.cards;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of cards for programs, under {@code serai.cards}.
 *
 * @param threads threads that wait for PostgreSQL
 * @param queue how many requests may wait for one of them
 * @param poll how often it is looked for top-ups that nobody sees to
 * @param grace how long the request of a top-up may take before others see to it
 * @param keepNumbers how long the sealed number of a new card is kept, for whoever makes the card
 * @param keepKeys how long an idempotency key is kept
 */
@Validated
@ConfigurationProperties("serai.cards")
public record CardsSettings(
    @DefaultValue("4") @Min(1) @Max(64) int threads,
    @DefaultValue("1000") @Min(1) int queue,
    @DefaultValue("1s") Duration poll,
    @DefaultValue("5s") Duration grace,
    @DefaultValue("90d") Duration keepNumbers,
    @DefaultValue("30d") Duration keepKeys) {}
