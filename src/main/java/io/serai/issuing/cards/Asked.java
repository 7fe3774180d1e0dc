package io.serai.issuing.cards;

import io.serai.payment.ErrorCode;
import io.serai.payment.SeraiException;
import java.time.YearMonth;
import java.time.format.DateTimeParseException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The neutral request, read field by field; each mistake names its field.
 *
 * @param body its members
 */
record Asked(Map<?, ?> body) {

  static Asked of(@Nullable Object body) {
    if (body instanceof Map<?, ?> map) {
      return new Asked(map);
    }
    throw new SeraiException(
        ErrorCode.MALFORMED_BODY, "a step with a card needs the neutral request, which is a map");
  }

  /** The card that the path names. */
  String card() {
    return required("card");
  }

  String required(String name) {
    String text = text(name);
    if (text == null || text.isEmpty()) {
      throw SeraiException.invalid(name, "is missing");
    }
    return text;
  }

  @Nullable String text(String name) {
    Object value = body.get(name);
    return value == null ? null : String.valueOf(value);
  }

  @Nullable Long minor(String name) {
    Object value = body.get(name);
    if (value == null) {
      return null;
    }
    if (value instanceof Long || value instanceof Integer) {
      return ((Number) value).longValue();
    }
    throw SeraiException.invalid(name, "must be a whole number of minor units");
  }

  /** A number of a query, which is text. */
  int limit(String name, int otherwise, int most) {
    String text = text(name);
    if (text == null) {
      return otherwise;
    }
    int value = text.matches("[0-9]{1,6}") ? Integer.parseInt(text) : 0;
    return checked(name, value, most);
  }

  /** A number from 1 to {@code most}. */
  static int checked(String name, int value, int most) {
    if (value < 1 || value > most) {
      throw SeraiException.invalid(name, "must be 1 to " + most);
    }
    return value;
  }

  @Nullable YearMonth month(String name) {
    String text = text(name);
    if (text == null) {
      return null;
    }
    try {
      return YearMonth.parse(text);
    } catch (DateTimeParseException e) {
      throw SeraiException.invalid(name, "must be a year and a month, such as 2030-12");
    }
  }
}
