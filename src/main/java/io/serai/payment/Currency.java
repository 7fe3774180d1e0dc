package io.serai.payment;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A currency of ISO 4217 that can carry money: its three letters, its three digits and how many
 * decimal digits its minor unit has (0 to 4). The table is the Java platform's.
 *
 * @param alphabetic three upper-case letters, such as {@code JPY}
 * @param numeric three digits, such as {@code 392} (DE49 of ISO 8583)
 * @param exponent decimal digits of the minor unit, such as 0 for JPY and 2 for USD
 */
public record Currency(String alphabetic, String numeric, int exponent) {

  private static final Map<String, Currency> BY_LETTERS =
      java.util.Currency.getAvailableCurrencies().stream()
          .filter(c -> c.getDefaultFractionDigits() >= 0 && c.getNumericCode() > 0)
          .map(
              c ->
                  new Currency(
                      c.getCurrencyCode(),
                      c.getNumericCodeAsString(),
                      c.getDefaultFractionDigits()))
          .collect(Collectors.toUnmodifiableMap(Currency::alphabetic, c -> c));

  // Withdrawn currencies share a number with their successor (BYR and BYN do not, TRL and TRY do
  // not, but ZWD and others do): the letters that sort last are the living ones in the JDK's table.
  private static final Map<String, Currency> BY_DIGITS =
      BY_LETTERS.values().stream()
          .collect(
              Collectors.toUnmodifiableMap(
                  Currency::numeric,
                  c -> c,
                  (a, b) -> a.alphabetic().compareTo(b.alphabetic()) > 0 ? a : b));

  /**
   * The currency of three letters or three digits.
   *
   * @throws SeraiException with {@link ErrorCode#INVALID_FIELD} on {@code currency} for any other
   */
  @JsonCreator
  public static Currency of(String code) {
    Currency found = BY_LETTERS.get(code);
    if (found == null) {
      found = BY_DIGITS.get(code);
    }
    if (found == null) {
      throw SeraiException.invalid(
          "currency",
          "'" + Printable.of(code) + "' is not an ISO 4217 currency such as JPY or USD");
    }
    return found;
  }

  @JsonValue
  @Override
  public String toString() {
    return alphabetic;
  }
}
