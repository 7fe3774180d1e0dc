package io.serai.webhook;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One event for one endpoint, for people; without its body.
 *
 * @param id its number
 * @param event the event's id
 * @param type the event's type
 * @param subject whose events keep their order
 * @param state {@code waiting}, {@code delivered} or {@code given_up}
 * @param tries how often it was tried, since it was last begun
 * @param lastTryAt when it was tried last, or null
 * @param lastResult a status or a word such as {@code timeout}, or null
 * @param at when it was written down
 */
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record WebhookDelivery(
    long id,
    String event,
    String type,
    String subject,
    String state,
    int tries,
    @Nullable Instant lastTryAt,
    @Nullable String lastResult,
    Instant at) {}
