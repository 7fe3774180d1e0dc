package io.serai.iso8583;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A place in a request that says something: {@code 90} is there, {@code 25=59} is that, {@code
 * 60@12=1} has that from its twelfth character on.
 *
 * @param field the data element
 * @param position from which character on, from 1; 0 for the whole value
 * @param value what stands there, or null where it is enough that something does
 */
public record Indicator(int field, int position, @Nullable String value) {

  private static final Pattern FORMAT =
      Pattern.compile("([1-9][0-9]{0,2})(?:@([1-9][0-9]{0,2}))?(?:=([^\\s=,]{1,32}))?");
  private static final int LAST_FIELD = 128;

  /**
   * One of {@code links.yaml}.
   *
   * @throws IllegalArgumentException saying what it may be
   */
  static Indicator parse(String text) {
    Matcher parts = FORMAT.matcher(text);
    if (!parts.matches()
        || Integer.parseInt(parts.group(1)) < 2
        || Integer.parseInt(parts.group(1)) > LAST_FIELD
        || (parts.group(2) != null && parts.group(3) == null)) {
      throw new IllegalArgumentException(
          "is no place in a request; write 90 (is there), 25=59 (is that) or 60@12=1 (has that from"
              + " its 12th character on)");
    }
    return new Indicator(
        Integer.parseInt(parts.group(1)),
        parts.group(2) == null ? 0 : Integer.parseInt(parts.group(2)),
        parts.group(3));
  }

  /** Whether a request says so. */
  boolean stands(IsoMessage request) {
    String there = request.field(field);
    if (there == null || value == null) {
      return there != null;
    }
    return position == 0 ? there.equals(value) : there.startsWith(value, position - 1);
  }
}
