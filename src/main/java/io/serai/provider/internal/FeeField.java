package io.serai.provider.internal;

import io.serai.payment.ErrorCode;
import io.serai.payment.SeraiException;
import io.serai.provider.FeePrice;
import java.math.BigDecimal;

/**
 * A field of fees and where it stands; it is read exactly, or refused.
 *
 * @param where the file, the provider and the field
 */
record FeeField(String where) {

  private static final String DECIMAL = "[0-9]{1,3}(\\.[0-9]{1,4})?";
  private static final String WHOLE = "[0-9]{1,12}";
  // A hundredth of a whole is ten thousand millionths.
  private static final int DIGITS_OF_A_PERCENT = 4;

  /** A percentage, in millionths of the whole. */
  long percent(String text) {
    if (!text.strip().matches(DECIMAL)) {
      throw wrong(
          "'" + text + "' is no percentage of at most 4 decimal digits; write one such as 3.4");
    }
    long millionths =
        new BigDecimal(text.strip()).movePointRight(DIGITS_OF_A_PERCENT).longValueExact();
    if (millionths > FeePrice.WHOLE) {
      throw wrong("'" + text + "' is more than the whole; write 0 to 100");
    }
    return millionths;
  }

  /** An amount of minor units. */
  long amount(String text) {
    if (!text.strip().matches(WHOLE)) {
      throw wrong(
          "'"
              + text
              + "' is no whole number of minor units of at most 12 digits; write one such as 40");
    }
    return Long.parseLong(text.strip());
  }

  SeraiException wrong(String message) {
    return new SeraiException(
        ErrorCode.CONFIGURATION, "providers.yaml", where + ": " + message, null);
  }
}
