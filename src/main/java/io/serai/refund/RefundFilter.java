package io.serai.refund;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.serai.payment.SeraiException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which payments a bulk refund gives back: those that all the given values fit, and that have
 * something left to refund. Null is any.
 *
 * @param tenant whose; needed
 * @param provider which provider has it
 * @param merchant who sold
 * @param route the route that placed it
 * @param createdFrom the first instant at which it may have been created
 * @param createdTo the first instant at which it may not any more
 * @param amountMin the least amount of the payment, in minor units; needs a currency
 * @param amountMax the greatest; needs a currency
 * @param currency ISO 4217 letters
 * @param referencePrefix how the caller's reference begins
 */
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RefundFilter(
    String tenant,
    @Nullable String provider,
    @Nullable String merchant,
    @Nullable String route,
    @Nullable Instant createdFrom,
    @Nullable Instant createdTo,
    @Nullable Long amountMin,
    @Nullable Long amountMax,
    @Nullable String currency,
    @Nullable String referencePrefix) {

  /**
   * Checks what can be checked without the payments.
   *
   * @throws SeraiException naming the field and what to send instead
   */
  public RefundFilter {
    if (tenant.isBlank()) {
      throw SeraiException.invalid("tenant", "is missing; name the one whose payments they are");
    }
    if (currency == null && (amountMin != null || amountMax != null)) {
      throw SeraiException.invalid("currency", "is missing; amounts are minor units of one");
    }
    if (currency != null && !io.serai.payment.Currency.of(currency).alphabetic().equals(currency)) {
      throw SeraiException.invalid("currency", "must be three letters such as JPY");
    }
    requireOrder("amount_max", "amount_min", amountMin, amountMax);
    requireOrder("created_to", "created_from", createdFrom, createdTo);
    if ((amountMin != null && amountMin < 0) || (amountMax != null && amountMax < 0)) {
      throw SeraiException.invalid("amount_min", "must be minor units, not less than 0");
    }
  }

  private static <T extends Comparable<T>> void requireOrder(
      String field, String other, @Nullable T from, @Nullable T to) {
    if (from != null && to != null && to.compareTo(from) < 0) {
      throw SeraiException.invalid(field, "must not be less than " + other);
    }
  }

  /** The same, with an end: nothing that is created later is refunded. */
  RefundFilter until(Instant now) {
    // One that begins in the future fits nothing.
    Instant end = createdFrom != null && createdFrom.isAfter(now) ? createdFrom : now;
    return createdTo != null && createdTo.isBefore(now)
        ? this
        : new RefundFilter(
            tenant,
            provider,
            merchant,
            route,
            createdFrom,
            end,
            amountMin,
            amountMax,
            currency,
            referencePrefix);
  }
}
