package io.serai.cli;

import java.util.concurrent.ThreadLocalRandom;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Amounts of which any is as likely.
 *
 * @param from the least, in minor units
 * @param to the greatest
 */
record AmountRange(long from, long to) {

  private static final long GREATEST = 999_999_999_999L;

  long any() {
    return ThreadLocalRandom.current().nextLong(from, to + 1);
  }

  /** Reads {@code 100-5000}, or one amount. */
  static final class Converter implements ITypeConverter<AmountRange> {
    @Override
    public AmountRange convert(String text) {
      if (!text.matches("\\d{1,12}(-\\d{1,12})?")) {
        throw new TypeConversionException("'" + text + "' is not a range such as 100-5000");
      }
      String[] ends = text.split("-", -1);
      AmountRange range =
          new AmountRange(Long.parseLong(ends[0]), Long.parseLong(ends[ends.length - 1]));
      if (range.from < 1 || range.to < range.from || range.to > GREATEST) {
        throw new TypeConversionException("'" + text + "' does not go from 1 or more upwards");
      }
      return range;
    }
  }
}
