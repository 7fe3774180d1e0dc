package io.serai.payment;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds card numbers, track data and API keys in texts that should hold none (I8). It says of what
 * kind they are and shows nothing of what was found. What comes in from outside is looked at more
 * strictly, by {@code intake}: here a number also has to look like one that a card scheme gives
 * out, since one in ten numbers satisfies Luhn's formula.
 */
public final class CardData {

  /** 13 to 19 digits that stand alone, also in groups of four. */
  private static final Pattern DIGITS =
      Pattern.compile(
          "(?<![0-9A-Za-z.])(?:[0-9]{13,19}|[0-9]{4}(?:[ -][0-9]{4}){3})(?![0-9A-Za-z])");

  /** What follows the number on track 2; it makes any number a card's. */
  private static final Pattern TRACK = Pattern.compile("(?<![0-9])([0-9]{12,19})[=D][0-9]{7}");

  private static final Pattern KEY = Pattern.compile("\\bsk_[A-Za-z0-9_]{8,}");

  /** Visa, Mastercard, American Express, JCB, Discover, UnionPay, Diners, and tests' own 9999. */
  private static final Pattern CARD =
      Pattern.compile(
          "4[0-9]{15}|5[1-5][0-9]{14}|2[2-7][0-9]{14}|3[47][0-9]{13}|35[0-9]{14}"
              + "|6(?:011|5[0-9]{2})[0-9]{12}|62[0-9]{14,17}|3[068][0-9]{12}|9999[0-9]{12}");

  private CardData() {}

  /** The kinds of what the text holds, a word or two each; empty if it holds none. */
  public static List<String> kinds(String text) {
    List<String> kinds = new ArrayList<>(0);
    if (KEY.matcher(text).find()) {
      kinds.add("an API key");
    }
    if (TRACK.matcher(text).results().anyMatch(m -> isLuhn(m.group(1)))) {
      kinds.add("track data");
    }
    Matcher digits = DIGITS.matcher(text);
    while (digits.find()) {
      String number = digits.group().replaceAll("[ -]", "");
      if (CARD.matcher(number).matches() && isLuhn(number)) {
        kinds.add("a card number");
      }
    }
    return kinds;
  }

  /** Whether digits satisfy Luhn's formula, as card numbers do. */
  public static boolean isLuhn(CharSequence digits) {
    int sum = 0;
    for (int i = 0; i < digits.length(); i++) {
      int digit = digits.charAt(digits.length() - 1 - i) - '0';
      int value = i % 2 == 0 ? digit : digit * 2;
      sum += value > 9 ? value - 9 : value;
    }
    return sum % 10 == 0;
  }
}
