package io.serai.payment;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/**
 * A primary account number on its way through the hub. Whatever prints or serialises it sees the
 * first six and the last four digits only (I8); the digits are given to the provider's message and
 * to the vault, by name.
 */
public final class CardNumber {

  private static final Pattern DIGITS = Pattern.compile("\\d{12,19}");
  private static final Pattern SHORT_DIGITS = Pattern.compile("\\d{10,19}");
  private static final int SHORTEST_CARD = 12;

  private final String digits;

  private CardNumber(String digits) {
    this.digits = digits;
  }

  /**
   * The card number of 12 to 19 digits.
   *
   * @throws SeraiException naming {@code field} for anything else
   */
  public static CardNumber of(String digits, String field) {
    if (!DIGITS.matcher(digits).matches()) {
      throw SeraiException.invalid(field, "must be 12 to 19 digits");
    }
    return new CardNumber(digits);
  }

  /**
   * The number that a cash receipt is issued to, of 10 to 19 digits: a card's, a telephone's, a
   * business's. Of one that is too short for a card only the last four digits are ever shown.
   *
   * @throws SeraiException naming {@code field} for anything else
   */
  public static CardNumber ofReceipt(String digits, String field) {
    if (!SHORT_DIGITS.matcher(digits).matches()) {
      throw SeraiException.invalid(field, "must be 10 to 19 digits");
    }
    return new CardNumber(digits);
  }

  /** All digits. Never log, store or publish them. */
  public String digits() {
    return digits;
  }

  /** The first six digits; empty for a number that is no card's. */
  public String bin() {
    return digits.length() < SHORTEST_CARD ? "" : digits.substring(0, 6);
  }

  /** The last four digits. */
  public String lastFour() {
    return digits.substring(digits.length() - 4);
  }

  @JsonValue
  @Override
  public String toString() {
    String bin = bin();
    return bin + "*".repeat(digits.length() - bin.length() - 4) + lastFour();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CardNumber that && digits.equals(that.digits);
  }

  @Override
  public int hashCode() {
    return digits.hashCode();
  }
}
