package io.serai.journal;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A case of an unknown outcome, as operators see it.
 *
 * @param id {@code <payment>.<attempt>}, as the provider's key of that attempt
 * @param state {@code open}, {@code manual} or {@code closed}
 * @param payment the payment's id
 * @param tenant whose payment
 * @param merchant who sells, empty if not said
 * @param paymentState the payment's state now
 * @param attempt the attempt whose outcome was unknown, or that is undone
 * @param operation what it asked
 * @param provider whom it asked
 * @param amount minor units
 * @param tries how often the case was tried
 * @param lastCode what the latest try ended with, or what closed the case
 * @param since when it was owed
 * @param dueAt when it is tried next; null when it is closed or waits for a person
 * @param manualAt since when people are asked to see to it, or null
 * @param retries what people did with it, oldest first
 */
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ResolutionCase(
    String id,
    String state,
    String payment,
    String tenant,
    String merchant,
    String paymentState,
    int attempt,
    String operation,
    String provider,
    long amount,
    int tries,
    @Nullable String lastCode,
    Instant since,
    @Nullable Instant dueAt,
    @Nullable Instant manualAt,
    List<Retry> retries) {

  /**
   * A try that a person asked for, or an end that a person has found.
   *
   * @param operator who
   * @param reason why
   * @param finding what was found out, as {@link Finding#word}; null for a mere try
   * @param at when, UTC
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Retry(String operator, String reason, @Nullable String finding, Instant at) {}
}
