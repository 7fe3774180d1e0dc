package io.serai.iso8583;

import io.serai.payment.Printable;
import java.util.Set;

/**
 * What may be printed of a data element. The list says what is shown, not what is hidden: a field
 * that nobody thought of (private data, PIN blocks, chip data) is never shown.
 */
final class Mask {

  static final String HIDDEN = "[hidden]";
  private static final int CARD_NUMBER = 2;
  private static final int TRACK_2 = 35;
  private static final int TRACK_3 = 36;
  private static final int TRACK_1 = 45;
  private static final int ORIGINAL_DATA = 90;
  private static final int REPLACEMENT_AMOUNTS = 95;

  /** Fields of digits with a fixed length. */
  private static final Set<Integer> NUMBERS =
      Set.of(3, 4, 5, 6, 7, 9, 10, 11, 12, 13, 15, 16, 17, 18, 19, 22, 24, 25, 32, 33, 70);

  /** Fields of text that Serai or a terminal's set-up fills. */
  private static final Set<Integer> TEXTS = Set.of(37, 38, 39, 41, 42, 49, 50, 51);

  private Mask() {}

  /** What may be printed of a message's data element; a dash where it has none. */
  static String shown(int number, IsoMessage message) {
    String value = message.field(number);
    return value == null ? "-" : of(number, value);
  }

  static String of(int number, String value) {
    if (number == CARD_NUMBER) {
      return cardNumber(value);
    }
    if (number == TRACK_1 || number == TRACK_2) {
      return TrackMask.of(value);
    }
    if (number == TRACK_3) {
      return TrackMask.ofThird(value);
    }
    if (TEXTS.contains(number)) {
      return Printable.of(value.strip());
    }
    if (NUMBERS.contains(number)) {
      return isDigits(value) && value.length() <= longest(number) ? value : HIDDEN;
    }
    if (number == ORIGINAL_DATA && value.length() == 42 && isDigits(value)) {
      return value.substring(0, 4) + " " + value.substring(4, 10) + " " + value.substring(10, 20);
    }
    if (number == REPLACEMENT_AMOUNTS && value.length() == 42 && isDigits(value.substring(0, 12))) {
      return value.substring(0, 12);
    }
    return HIDDEN;
  }

  /** Amounts have twelve digits; whatever else has as many might be a card number. */
  private static int longest(int number) {
    return number >= 4 && number <= 6 ? 12 : 11;
  }

  static String cardNumber(String value) {
    int length = value.length();
    // Shorter than a card number can be, first six and last four would show nearly all of it.
    if (length < 12 || !isDigits(value)) {
      return HIDDEN;
    }
    return value.substring(0, 6) + "*".repeat(length - 10) + value.substring(length - 4);
  }

  static boolean isDigits(String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c < '0' || c > '9') {
        return false;
      }
    }
    return !value.isEmpty();
  }
}
