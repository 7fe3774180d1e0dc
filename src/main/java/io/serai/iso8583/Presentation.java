package io.serai.iso8583;

import org.jspecify.annotations.Nullable;

/** How a card was presented, in one word: DE22, and in 1987 DE25 for what is no terminal. */
final class Presentation {

  private static final String ECOMMERCE = "ecommerce";
  private static final String MANUAL = "manual";
  private static final String STRIPE = "stripe";
  private static final String CHIP = "chip";
  private static final String CONTACTLESS = "contactless";
  private static final String ON_FILE = "on_file";

  private static final int ENTRY_MODE = 22;
  private static final int CONDITION = 25;
  private static final int LENGTH_1993 = 12;

  private Presentation() {}

  /** The word, or null where the request does not say it. */
  static @Nullable String mode(IsoMessage request) {
    String entry = request.field(ENTRY_MODE);
    return Answers.isOf1993(request) ? of1993(entry) : of1987(entry, request.field(CONDITION));
  }

  private static @Nullable String of1987(@Nullable String entry, @Nullable String condition) {
    if ("59".equals(condition)) {
      return ECOMMERCE;
    }
    if ("08".equals(condition)) {
      return MANUAL;
    }
    return switch (entry == null || entry.length() < 2 ? "" : entry.substring(0, 2)) {
      case "01", "03", "04", "06", "79" -> MANUAL;
      case "02", "80", "90" -> STRIPE;
      case "05", "95" -> CHIP;
      case "07", "91" -> CONTACTLESS;
      case "09", "81" -> ECOMMERCE;
      case "10" -> ON_FILE;
      default -> null;
    };
  }

  /** Twelve characters: the fifth says where the holder is, the seventh how the card was read. */
  private static @Nullable String of1993(@Nullable String entry) {
    if (entry == null || entry.length() != LENGTH_1993) {
      return null;
    }
    switch (entry.charAt(4)) {
      case '2', '3' -> {
        return MANUAL;
      }
      case '4' -> {
        return ON_FILE;
      }
      case '5' -> {
        return ECOMMERCE;
      }
      default -> {}
    }
    return switch (entry.charAt(6)) {
      case '1', '3', '4', '6' -> MANUAL;
      case '2' -> STRIPE;
      case '5' -> CHIP;
      case '7', 'A' -> CONTACTLESS;
      default -> null;
    };
  }
}
