package io.serai.issuing.rules;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Merchant category codes.
 *
 * @param ranges of them
 */
record Categories(List<Range> ranges) {

  private static final int DIGITS = 4;

  Categories {
    ranges = List.copyOf(ranges);
  }

  /** From one to another, both included. */
  record Range(int from, int to) {

    Stream<String> each() {
      return IntStream.rangeClosed(from, to).mapToObj("%04d"::formatted);
    }
  }

  /** Whether a code is one of them; what is not said or is no code is not. */
  boolean contains(@Nullable String code) {
    if (code == null
        || code.length() != DIGITS
        || !code.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return false;
    }
    int number = Integer.parseInt(code);
    return ranges.stream().anyMatch(range -> range.from <= number && number <= range.to);
  }
}
