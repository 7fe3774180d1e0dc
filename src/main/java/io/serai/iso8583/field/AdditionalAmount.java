package io.serai.iso8583.field;

import io.serai.payment.SeraiException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One amount of DE54, such as a cash back or a balance.
 *
 * @param account which account: two digits, as in DE3
 * @param type what the amount is: two digits, 40 for cash back, 02 for the available balance …
 * @param currency ISO 4217, three digits
 * @param minor minor units; less than zero for a debit (D)
 */
public record AdditionalAmount(String account, String type, String currency, long minor) {

  private static final int LENGTH = 20;
  private static final int MOST = 6;
  private static final Pattern FORMAT = Pattern.compile("(\\d{2})(\\d{2})(\\d{3})([CD])(\\d{12})");

  /**
   * Reads DE54: one to six amounts of twenty characters.
   *
   * @throws SeraiException naming the field, without its value
   */
  public static List<AdditionalAmount> of(String value) {
    int count = value.length() / LENGTH;
    if (count < 1 || count > MOST || value.length() % LENGTH != 0) {
      throw SeraiException.invalid("DE54", "must be one to six amounts of 20 characters");
    }
    List<AdditionalAmount> amounts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      amounts.add(one(i + 1, value.substring(i * LENGTH, (i + 1) * LENGTH)));
    }
    return amounts;
  }

  private static AdditionalAmount one(int place, String value) {
    Matcher parts = FORMAT.matcher(value);
    if (!parts.matches()) {
      throw SeraiException.invalid(
          "DE54", "amount " + place + " must be 7 digits, C or D, and 12 digits");
    }
    long amount = Long.parseLong(parts.group(5));
    return new AdditionalAmount(
        parts.group(1),
        parts.group(2),
        parts.group(3),
        parts.group(4).equals("D") ? -amount : amount);
  }

  /** The amount's twenty characters. */
  @Override
  public String toString() {
    return account + type + currency + (minor < 0 ? "D" : "C") + "%012d".formatted(Math.abs(minor));
  }
}
