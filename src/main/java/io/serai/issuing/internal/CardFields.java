package io.serai.issuing.internal;

import io.serai.issuing.CardRequest;
import io.serai.issuing.EntryMode;
import io.serai.payment.CardNumber;
import io.serai.payment.Currency;
import io.serai.payment.ErrorCode;
import io.serai.payment.Money;
import io.serai.payment.SeraiException;
import java.time.DateTimeException;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The neutral request, read field by field; each mistake names its field. */
record CardFields(Map<?, ?> body) {

  private static final int CENTURY = 2000;

  static CardFields of(@Nullable Object body) {
    if (body instanceof Map<?, ?> map) {
      return new CardFields(map);
    }
    throw new SeraiException(
        ErrorCode.MALFORMED_BODY, "an issuing step needs the neutral request, which is a map");
  }

  @Nullable String text(String name) {
    Object value = body.get(name);
    return value == null ? null : String.valueOf(value);
  }

  String required(String name) {
    String text = text(name);
    if (text == null || text.isEmpty()) {
      throw SeraiException.invalid(name, "is missing");
    }
    return text;
  }

  /** An amount of minor units, or null. */
  @Nullable Long minor(String name) {
    Object value = body.get(name);
    if (value == null) {
      return null;
    }
    if (!(value instanceof Long || value instanceof Integer) || ((Number) value).longValue() < 0) {
      throw SeraiException.invalid(name, "must be a whole number of minor units, 0 or more");
    }
    return ((Number) value).longValue();
  }

  /** What is asked; a reversal may leave the currency out, and is in none that an account has. */
  Money amount() {
    Long minor = minor("amount");
    if (minor == null) {
      throw SeraiException.invalid("amount", "is missing");
    }
    if (minor != 0 && isInquiry()) {
      throw SeraiException.invalid(
          "amount", "must be 0 in a balance inquiry, which spends nothing");
    }
    String currency = text("currency");
    return new Money(minor, currency == null ? NO_CURRENCY : Currency.of(currency));
  }

  private static final Currency NO_CURRENCY = new Currency("XXX", "999", 0);

  @Nullable Money billing() {
    Long minor = minor("billing_amount");
    String currency = text("billing_currency");
    return minor == null || currency == null ? null : new Money(minor, Currency.of(currency));
  }

  CardRequest.Merchant merchant() {
    return new CardRequest.Merchant(
        required("merchant"),
        required("terminal"),
        text("merchant_category"),
        text("merchant_country"));
  }

  CardRequest.Presented presented() {
    String word = text("entry_mode");
    EntryMode mode =
        Arrays.stream(EntryMode.values())
            .filter(m -> m.name().toLowerCase(Locale.ROOT).equals(word))
            .findFirst()
            .orElse(EntryMode.UNKNOWN);
    return new CardRequest.Presented(mode, is("pin_entered"));
  }

  CardRequest.Wishes wishes() {
    return new CardRequest.Wishes(
        is("partial_allowed"),
        is("balance_wanted") || isInquiry(),
        is("estimated"),
        is("incremental"),
        is("more_follows"));
  }

  /** Whoever asks for nothing but the balance wants it. */
  private boolean isInquiry() {
    String code = text("processing_code");
    return code != null && code.matches("3[01].*");
  }

  @Nullable CardNumber card() {
    Object card =
        body.get("method") instanceof Map<?, ?> method ? method.get("pan") : body.get("card");
    return card instanceof CardNumber number ? number : null;
  }

  /** YYMM, or null where it is not said or is none. */
  @Nullable YearMonth expiry() {
    if (!(body.get("method") instanceof Map<?, ?> method)
        || !(method.get("expiry") instanceof String said)
        || !said.matches("[0-9]{4}")) {
      return null;
    }
    try {
      return YearMonth.of(
          CENTURY + Integer.parseInt(said.substring(0, 2)), Integer.parseInt(said.substring(2)));
    } catch (DateTimeException e) {
      return null;
    }
  }

  private boolean is(String name) {
    return Boolean.TRUE.equals(body.get(name));
  }
}
