package io.serai.testkit;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Locale;

/**
 * Numbers of cards that anybody can work out: the shipped program's BIN, which no network has, the
 * card's number in the row with nine digits, and the digit that Luhn wants.
 */
public final class TestCards {

  /** What all begin with; {@code routes/issuing.yaml} has it. */
  public static final String BIN = "939200";

  /** The program whose they are. */
  public static final String PROGRAM = "prepaid-jp";

  /** The last month of all, as cards of files have it. */
  public static final String EXPIRY = "2030-12";

  /** The same as DE14 has it. */
  public static final String DE14 = "3012";

  private static final int LENGTH = 16;

  private TestCards() {}

  /** The number of a card, from 1 on. */
  public static String number(int card) {
    byte[] digits = new byte[LENGTH];
    write(card, digits);
    return new String(digits, US_ASCII);
  }

  /** As many numbers, each in ASCII, the first card's first. */
  public static byte[][] numbers(int cards) {
    byte[][] all = new byte[cards][LENGTH];
    for (int i = 0; i < cards; i++) {
      write(i + 1, all[i]);
    }
    return all;
  }

  /** A file for {@code serai cards import} with as many cards. */
  public static String file(int cards, long balanceMinor) {
    StringBuilder text =
        new StringBuilder("number,expiry,balance_minor,credit_line_minor,program\n");
    for (int card = 1; card <= cards; card++) {
      text.append(number(card)).append(',').append(EXPIRY).append(',').append(balanceMinor);
      text.append(",0,").append(PROGRAM).append('\n');
    }
    return text.toString();
  }

  private static void write(int card, byte[] out) {
    byte[] front = (BIN + String.format(Locale.ROOT, "%09d", card)).getBytes(US_ASCII);
    int sum = 0;
    for (int i = 0; i < front.length; i++) {
      int digit = front[i] - '0';
      int counted = i % 2 == 0 ? 2 * digit : digit;
      sum += counted > 9 ? counted - 9 : counted;
    }
    System.arraycopy(front, 0, out, 0, front.length);
    out[LENGTH - 1] = (byte) ('0' + (10 - sum % 10) % 10);
  }
}
