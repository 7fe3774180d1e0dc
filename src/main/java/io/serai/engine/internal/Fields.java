package io.serai.engine.internal;

import io.serai.payment.CardNumber;
import io.serai.payment.Currency;
import io.serai.payment.ErrorCode;
import io.serai.payment.Money;
import io.serai.payment.PassedElements;
import io.serai.payment.PinBlock;
import io.serai.payment.SeraiException;
import io.serai.provider.BinTable;
import io.serai.provider.Sale;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The neutral request, read field by field; each mistake names its field. */
final class Fields {

  private final Map<?, ?> body;

  private Fields(Map<?, ?> body) {
    this.body = body;
  }

  static Fields of(@Nullable Object body) {
    if (body instanceof Map<?, ?> map) {
      return new Fields(map);
    }
    throw new SeraiException(
        ErrorCode.MALFORMED_BODY, "a payment step needs the neutral request, which is a map");
  }

  /** All of it. */
  Map<String, Object> all() {
    Map<String, Object> all = new LinkedHashMap<>();
    body.forEach((name, value) -> all.put(String.valueOf(name), value));
    return all;
  }

  Money money() {
    return new Money(required("amount"), Currency.of(requiredText("currency")));
  }

  /**
   * What a provider's fee is for.
   *
   * @param bins tells the brand and the country where the request has no more than first digits
   */
  Sale sale(BinTable bins) {
    String brand = ofMethod("brand");
    String country = ofMethod("country");
    String bin = ofMethod("bin");
    return bin == null
        ? new Sale(money(), brand, country, text("market"))
        : new Sale(
            money(),
            brand == null ? bins.brand(bin).orElse(null) : brand,
            country == null ? bins.country(bin).orElse(null) : country,
            text("market"));
  }

  private @Nullable String ofMethod(String name) {
    return body.get("method") instanceof Map<?, ?> method && method.get(name) instanceof String text
        ? text
        : null;
  }

  @Nullable Long amount(String name) {
    Object value = body.get(name);
    if (value == null) {
      return null;
    }
    if (!(value instanceof Long || value instanceof Integer)) {
      throw SeraiException.invalid(name, "must be a whole number of minor units");
    }
    long minor = ((Number) value).longValue();
    if (minor <= 0) {
      throw SeraiException.invalid(name, "must be more than 0");
    }
    return minor;
  }

  private long required(String name) {
    Long minor = amount(name);
    if (minor == null) {
      throw SeraiException.invalid(name, "is missing");
    }
    return minor;
  }

  String requiredText(String name) {
    String text = text(name);
    if (text == null) {
      throw SeraiException.invalid(name, "is missing");
    }
    return text;
  }

  @Nullable String text(String name) {
    Object value = body.get(name);
    return value == null ? null : String.valueOf(value);
  }

  @Nullable CardNumber card() {
    return body.get("method") instanceof Map<?, ?> method
            && method.get("pan") instanceof CardNumber card
        ? card
        : null;
  }

  /** The PIN block, encrypted; it goes to a provider on a link and nowhere else. */
  @Nullable PinBlock pin() {
    return body.get("method") instanceof Map<?, ?> method
            && method.get("pin") instanceof PinBlock pin
        ? pin
        : null;
  }

  /** What came beside it for a link's host; it goes to a provider on a link and nowhere else. */
  PassedElements passed() {
    return body.get("method") instanceof Map<?, ?> method
            && method.get("passed") instanceof PassedElements passed
        ? passed
        : PassedElements.NONE;
  }

  private static boolean isKept(@Nullable Object value) {
    return value != null
        && !(value instanceof CardNumber)
        && !(value instanceof PinBlock)
        && !(value instanceof PassedElements);
  }

  /** How it is paid, without the card number, the PIN block and what is only passed on. */
  Map<String, Object> method() {
    Map<String, Object> method = new LinkedHashMap<>();
    if (body.get("method") instanceof Map<?, ?> given) {
      given.forEach(
          (name, value) -> {
            if (isKept(value)) {
              method.put(String.valueOf(name), value);
            }
          });
    }
    return method;
  }
}
