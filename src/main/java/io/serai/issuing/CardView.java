package io.serai.issuing;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A card and its account as people and programs may see them; without its number.
 *
 * @param id {@code crd_…}
 * @param account {@code acc_…}
 * @param tenant whose it is
 * @param program its card program
 * @param status what the card may be used for
 * @param bin the first six digits
 * @param lastFour the last four digits
 * @param expiry the last month in which it may be used, {@code YYYY-MM}
 * @param holder the program's own name for the holder, or null
 * @param currency of every amount
 * @param balance what was paid in less what was cleared, in minor units
 * @param creditLine how far the balance may fall below zero
 * @param held the sum of the open holds
 * @param available what may still be spent
 * @param replacedBy the card that stands in its place, or null
 * @param createdAt when it was made
 */
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CardView(
    String id,
    String account,
    String tenant,
    String program,
    String status,
    String bin,
    String lastFour,
    String expiry,
    @Nullable String holder,
    String currency,
    long balance,
    long creditLine,
    long held,
    long available,
    @Nullable String replacedBy,
    Instant createdAt) {}
