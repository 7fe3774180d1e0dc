package io.serai.settlement.internal;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.serai.payment.MoneyEvent;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The data of an event of the journal, as far as settlement needs it. Words are kept as text, so
 * that a word that a newer hub writes does not stop the older reader.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record JournalEvent(
    String tenant,
    String merchant,
    String payment,
    int seq,
    String event,
    String state,
    @Nullable Integer attempt,
    @Nullable String operation,
    @Nullable String provider,
    @Nullable String subject,
    @Nullable String outcome,
    @Nullable String code,
    @Nullable Long amount,
    String currency,
    @Nullable String providerReference,
    String routeSet,
    String trace,
    LocalDate businessDate,
    Instant at) {

  /** Refuses what no line can be made of, before it comes near a transaction. */
  public JournalEvent {
    Objects.requireNonNull(tenant, "tenant");
    Objects.requireNonNull(merchant, "merchant");
    Objects.requireNonNull(payment, "payment");
    Objects.requireNonNull(event, "event");
    Objects.requireNonNull(state, "state");
    Objects.requireNonNull(currency, "currency");
    Objects.requireNonNull(routeSet, "route_set");
    Objects.requireNonNull(trace, "trace");
    Objects.requireNonNull(businessDate, "business_date");
    Objects.requireNonNull(at, "at");
    if ("approved".equals(outcome) && amount != null) {
      Objects.requireNonNull(provider, "provider");
    }
  }

  /** What it says of money. */
  MoneyEvent money() {
    return new MoneyEvent(
        payment,
        event,
        state,
        Objects.requireNonNullElse(attempt, 0),
        operation,
        provider,
        subject,
        outcome,
        code,
        amount);
  }
}
