package io.serai.issuing.cards;

import io.serai.intake.CardNumbers;
import io.serai.issuing.CardProgram;
import io.serai.payment.SeraiException;
import java.time.Instant;
import java.time.YearMonth;
import org.jspecify.annotations.Nullable;

/**
 * What a program wants of a card.
 *
 * @param expiry the last month in which it may be used, or null for as long as the program's are
 * @param creditLineMinor how far its balance may fall below zero
 * @param holder the program's own name for the holder, or null
 */
record Order(@Nullable YearMonth expiry, long creditLineMinor, @Nullable String holder) {

  private static final int MOST_YEARS = 20;
  private static final int LONGEST_HOLDER = 100;

  /**
   * Reads it.
   *
   * @param program its credit line is that of an account for which none is asked, and the largest
   */
  static Order of(Asked asked, CardProgram program) {
    String holder = asked.text("holder");
    if (holder != null) {
      if (!holder.matches("[^\\p{Cntrl}]{1," + LONGEST_HOLDER + "}")) {
        throw SeraiException.invalid("holder", "must be 1 to " + LONGEST_HOLDER + " characters");
      }
      CardNumbers.refuseIn(holder, "holder");
    }
    Long line = asked.minor("credit_line");
    long largestLineMinor = program.issue().creditLineMinor();
    if (line != null && (line < 0 || line > largestLineMinor)) {
      throw SeraiException.invalid(
          "credit_line",
          !program.issue().credit()
              ? "must be 0 or left out, since the program is prepaid"
              : "must be 0 to " + largestLineMinor + ", as the program says");
    }
    return new Order(asked.month("expiry"), line == null ? largestLineMinor : line, holder);
  }

  /** The expiry as it is written down. */
  String expiry(CardProgram program, Instant now) {
    YearMonth first = YearMonth.from(now.atZone(program.zone()));
    YearMonth last = first.plusYears(MOST_YEARS);
    YearMonth wanted = expiry == null ? first.plusMonths(program.issue().validityMonths()) : expiry;
    if (wanted.isBefore(first) || wanted.isAfter(last)) {
      throw SeraiException.invalid("expiry", "must be " + first + " to " + last);
    }
    return wanted.toString();
  }
}
