package io.serai.issuing.internal;

import io.serai.issuing.CardRequest.Merchant;
import io.serai.payment.CardData;
import io.serai.payment.CardNumber;
import io.serai.payment.Currency;
import io.serai.payment.Money;
import io.serai.payment.SeraiException;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads one record of a clearing file and notes what is wrong with it. What it says of a value is
 * never the value, which may be a card number in the wrong column.
 */
final class ClearingLine {

  private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());
  static final int MOST_PARTS = 99;

  private final Map<String, String> values;
  private final Map<String, String> errors = new LinkedHashMap<>();

  ClearingLine(Map<String, String> values) {
    this.values = values;
  }

  /** What is wrong, by column; the first one is enough to know where to look. */
  Map<String, String> errors() {
    return errors;
  }

  /** What is billed, or null if that cannot be read. */
  @Nullable Money billed() {
    return money("billing_amount", "billing_currency");
  }

  /**
   * The record, or null if something is wrong with it.
   *
   * @param tokens makes the token of a card number
   */
  @Nullable Presentment read(Function<CardNumber, String> tokens) {
    ClearingType type = ClearingType.of(value("type")).orElse(null);
    if (type == null) {
      errors.put("type", "write presentment, credit, chargeback or representment");
    }
    CardNumber card = card();
    Money amount = money("amount", "currency");
    Money billing = billed();
    int part = count("part");
    int parts = count("parts");
    if (part > parts) {
      errors.putIfAbsent("part", "must not be more than parts");
    }
    String reference = text("acquirer_reference", "[0-9A-Za-z]{1,23}", "1 to 23 letters or digits");
    LocalDate day = day();
    Merchant merchant =
        new Merchant(
            text("merchant", "[!-~]{1,15}", "1 to 15 printable characters"),
            Objects.requireNonNullElse(
                optional("terminal", "[!-~]{1,8}", "1 to 8 printable characters"), ""),
            optional("category", "[0-9]{4}", "the four digits of a category, as 5411"),
            country());
    String code = optional("approval_code", "[0-9A-Za-z]{6}", "6 letters or digits, as in DE38");
    String rrn = optional("rrn", "[0-9A-Za-z]{1,12}", "1 to 12 letters or digits");
    int number = number();
    noCardIn("acquirer_reference");
    noCardIn("merchant");
    if (!errors.isEmpty()
        || type == null
        || card == null
        || amount == null
        || billing == null
        || day == null) {
      return null;
    }
    return new Presentment(
        number,
        type,
        tokens.apply(card),
        card.lastFour(),
        amount,
        billing,
        part,
        parts,
        code,
        rrn,
        reference,
        merchant,
        day);
  }

  private @Nullable CardNumber card() {
    try {
      return CardNumber.of(value("card"), "card");
    } catch (SeraiException e) {
      errors.put("card", "must be 12 to 19 digits");
      return null;
    }
  }

  private @Nullable Money money(String amount, String currency) {
    String digits = value(amount);
    boolean good = digits.matches("[1-9][0-9]{0,14}");
    if (!good) {
      errors.put(amount, "must be 1 to 15 digits, in minor units, and more than 0");
    }
    try {
      Currency of = Currency.of(value(currency));
      return good ? new Money(Long.parseLong(digits), of) : null;
    } catch (SeraiException e) {
      errors.put(currency, "must be a currency of ISO 4217, as JPY or 392");
      return null;
    }
  }

  private int number() {
    String digits = value("number");
    if (!digits.matches("[1-9][0-9]{0,8}")) {
      errors.put("number", "must be the record's number, from 1");
      return 0;
    }
    return Integer.parseInt(digits);
  }

  private int count(String field) {
    String digits = value(field);
    if (digits.isEmpty()) {
      return 1;
    }
    if (!digits.matches("[1-9][0-9]?")) {
      errors.put(field, "must be 1 to " + MOST_PARTS + ", or empty for 1");
      return 1;
    }
    return Integer.parseInt(digits);
  }

  private @Nullable LocalDate day() {
    try {
      return LocalDate.parse(value("date"));
    } catch (DateTimeParseException e) {
      errors.put("date", "must be a day such as 2026-11-28");
      return null;
    }
  }

  private @Nullable String country() {
    String country = optional("country", "[A-Z]{2}", "two letters of ISO 3166, as KR");
    if (country != null && !COUNTRIES.contains(country)) {
      errors.put("country", "must be two letters of ISO 3166, as KR");
    }
    return country;
  }

  private void noCardIn(String field) {
    if (!CardData.kinds(value(field)).isEmpty()) {
      errors.put(field, "holds what looks like a card number");
    }
  }

  private String text(String field, String pattern, String what) {
    String value = value(field);
    if (value.isEmpty()) {
      errors.put(field, "is missing; write " + what);
    } else if (!value.matches(pattern)) {
      errors.put(field, "must be " + what);
    }
    return value;
  }

  private @Nullable String optional(String field, String pattern, String what) {
    String value = value(field);
    if (value.isEmpty()) {
      return null;
    }
    if (!value.matches(pattern)) {
      errors.put(field, "must be " + what + ", or empty");
    }
    return value;
  }

  private String value(String field) {
    return values.getOrDefault(field, "");
  }
}
