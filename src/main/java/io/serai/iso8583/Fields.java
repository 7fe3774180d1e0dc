package io.serai.iso8583;

import io.serai.payment.SeraiException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes data elements out of a request; what is wrong is named by its number, never quoted. */
final class Fields {

  private static final int TRANSMISSION_TIME = 7;
  private static final int LOCAL_TIME = 12;

  private final IsoMessage message;

  Fields(IsoMessage message) {
    this.message = message;
  }

  /**
   * Checks that all are there.
   *
   * @throws SeraiException naming every missing one
   */
  void require(int... numbers) {
    List<String> missing =
        Arrays.stream(numbers).filter(n -> !message.has(n)).mapToObj(n -> "DE" + n).toList();
    if (!missing.isEmpty()) {
      String names = String.join(", ", missing);
      throw SeraiException.invalid(names, "is mandatory in " + message.mti() + " and missing");
    }
  }

  /** By which time its sender tells the request from others: DE7, and DE12 in ISO 8583:1993. */
  int timeField() {
    return Answers.isOf1993(message) ? LOCAL_TIME : TRANSMISSION_TIME;
  }

  /** That time as MMDDhhmmss. */
  String transmittedAt() {
    return Answers.isOf1993(message)
        ? digits(LOCAL_TIME, 12).substring(2)
        : digits(TRANSMISSION_TIME, 10);
  }

  /** A mandatory number of a fixed length. */
  String digits(int number, int length) {
    String value = message.field(number);
    if (value == null || value.length() != length || !Mask.isDigits(value)) {
      throw SeraiException.invalid("DE" + number, "must be " + length + " digits");
    }
    return value;
  }

  /** An optional number, or null. */
  @Nullable String digits(int number) {
    String value = message.field(number);
    if (value != null && !Mask.isDigits(value)) {
      throw SeraiException.invalid("DE" + number, "must be digits");
    }
    return value;
  }

  /** A mandatory text without its padding. */
  String text(int number) {
    String value = optionalText(number);
    if (value == null) {
      throw SeraiException.invalid("DE" + number, "must not be blank");
    }
    return value;
  }

  /** An optional text without its padding, or null where it is missing or blank. */
  @Nullable String optionalText(int number) {
    String value = message.field(number);
    if (value == null) {
      return null;
    }
    if (value.chars().anyMatch(Character::isISOControl)) {
      // The database takes no NUL, and a log no line break.
      throw SeraiException.invalid("DE" + number, "must hold no control characters");
    }
    String text = value.stripTrailing();
    return text.isEmpty() ? null : text;
  }
}
