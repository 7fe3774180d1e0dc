package io.serai.notice;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A notice for people; without its content.
 *
 * @param id {@code ntc_…}
 * @param provider who told
 * @param event the provider's own id of it
 * @param kind the provider's word for what happened
 * @param state {@code waiting}, {@code applied} or {@code kept}
 * @param result what it came to, or why it waits; null before the first try
 * @param subject what it concerned here, or null
 * @param tries how often applying it did not end
 * @param toldAt when it happened, as the provider says, or null
 * @param receivedAt when it came
 */
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record NoticeEntry(
    String id,
    String provider,
    String event,
    String kind,
    String state,
    @Nullable String result,
    @Nullable String subject,
    int tries,
    @Nullable Instant toldAt,
    Instant receivedAt) {}
