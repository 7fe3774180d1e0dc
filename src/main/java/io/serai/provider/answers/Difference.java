package io.serai.provider.answers;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.time.Instant;

/**
 * A field that is other than known, as operators see it.
 *
 * @param id by which it is accepted
 * @param provider who answered
 * @param operation what was asked
 * @param path the field
 * @param found its type and form now
 * @param known what it was; empty for a new field
 * @param at when it was first seen
 */
@JsonNaming(SnakeCaseStrategy.class)
record Difference(
    long id,
    String provider,
    String operation,
    String path,
    String found,
    String known,
    Instant at) {}
