package io.serai.iso8583.field;

import io.serai.payment.SeraiException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which request a reversal is about: DE90 of ISO 8583:1987, DE56 of 1993.
 *
 * @param mti the type of the original, four digits
 * @param stan its DE11, six digits
 * @param time its DE7 (MMDDhhmmss) in DE90, its DE12 (YYMMDDhhmmss) in DE56
 * @param acquirer its DE32 without leading zeros; empty where it is not repeated
 * @param forwarder its DE33 likewise; DE56 has none
 */
public record OriginalData(
    String mti, String stan, String time, String acquirer, String forwarder) {

  private static final int INSTITUTION = 11;
  private static final Pattern DE90 =
      Pattern.compile("(\\d{4})(\\d{6})(\\d{10})(\\d{11})(\\d{11})");
  private static final Pattern DE56 =
      Pattern.compile("(\\d{4})(\\d{6})(\\d{12})(\\d{2})(\\d{0,11})");

  /**
   * Reads DE90: 42 digits, zeros where an institution is not repeated.
   *
   * @throws SeraiException naming the field, without its value
   */
  public static OriginalData ofDe90(String value) {
    Matcher parts = DE90.matcher(value);
    if (!parts.matches()) {
      throw SeraiException.invalid("DE90", "must be 42 digits");
    }
    return new OriginalData(
        parts.group(1),
        parts.group(2),
        parts.group(3),
        withoutLeadingZeros(parts.group(4)),
        withoutLeadingZeros(parts.group(5)));
  }

  /**
   * Reads DE56: 22 digits, then the acquirer behind its length of two digits.
   *
   * @throws SeraiException naming the field, without its value
   */
  public static OriginalData ofDe56(String value) {
    Matcher parts = DE56.matcher(value);
    if (!parts.matches() || Integer.parseInt(parts.group(4)) != parts.group(5).length()) {
      throw SeraiException.invalid("DE56", "must be 22 digits and the acquirer behind its length");
    }
    return new OriginalData(
        parts.group(1), parts.group(2), parts.group(3), withoutLeadingZeros(parts.group(5)), "");
  }

  /** The value of DE90. */
  public String toDe90() {
    return mti + stan + time + filled(acquirer) + filled(forwarder);
  }

  /** The value of DE56. */
  public String toDe56() {
    return mti + stan + time + "%02d".formatted(acquirer.length()) + acquirer;
  }

  private static String filled(String institution) {
    return "0".repeat(INSTITUTION - institution.length()) + institution;
  }

  private static String withoutLeadingZeros(String digits) {
    return digits.replaceFirst("^0+", "");
  }
}
