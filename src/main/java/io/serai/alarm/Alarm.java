package io.serai.alarm;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An alarm as it is kept and shown.
 *
 * @param id grows with time
 * @param at when it was first raised
 * @param kind a stable word such as {@code resolution_stuck}
 * @param subject what it is about
 * @param text one sentence for people
 * @param count how often it was raised, repeats within the fold time counted in
 * @param lastAt when it was last raised
 * @param acknowledgedBy the operator who took note, or null
 * @param acknowledgedAt when, or null
 */
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Alarm(
    long id,
    Instant at,
    String kind,
    String subject,
    String text,
    int count,
    Instant lastAt,
    @Nullable String acknowledgedBy,
    @Nullable Instant acknowledgedAt) {}
