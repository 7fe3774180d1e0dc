package io.serai.doubles;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;

/**
 * One line of a provider's book: money that really moved, or was really undone.
 *
 * @param operation authorize, charge, refund or reversal
 * @param amount minor units, always positive
 * @param currency ISO 4217, alphabetic
 * @param hubReference the hub's payment id
 * @param providerReference this provider's id of the movement
 * @param at when it was booked, UTC, ISO 8601
 */
public record BookEntry(
    String operation,
    long amount,
    String currency,
    @JsonProperty("hub_reference") String hubReference,
    @JsonProperty("provider_reference") String providerReference,
    String at) {

  static BookEntry of(Effect effect, Instant at) {
    Call call = effect.call();
    return new BookEntry(
        call.operation().word(),
        effect.amount(),
        effect.currency(),
        effect.hubReference(),
        effect.reference(),
        at.toString());
  }
}
