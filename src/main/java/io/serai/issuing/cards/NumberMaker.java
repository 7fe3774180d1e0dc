package io.serai.issuing.cards;

import io.serai.issuing.CardProgram;
import io.serai.payment.CardData;
import io.serai.payment.CardNumber;
import io.serai.payment.ErrorCode;
import io.serai.payment.SeraiException;
import java.security.SecureRandom;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Makes card numbers: a BIN of the program, random digits, and the digit that Luhn's formula asks.
 */
final class NumberMaker {

  private static final int LENGTH = 16;
  private static final int TEN = 10;

  private final RandomGenerator random;

  NumberMaker() {
    this(new SecureRandom());
  }

  /**
   * Numbers by a source of one's own.
   *
   * @param random what cannot be guessed, but in a test
   */
  NumberMaker(RandomGenerator random) {
    this.random = random;
  }

  /** A number that may be in use already. */
  CardNumber next(CardProgram program) {
    List<String> bins = program.bins();
    if (bins.isEmpty()) {
      throw new SeraiException(
          ErrorCode.CONFIGURATION, "the card program " + program.name() + " has no BIN");
    }
    StringBuilder digits = new StringBuilder(bins.get(random.nextInt(bins.size())));
    while (digits.length() < LENGTH - 1) {
      digits.append((char) ('0' + random.nextInt(TEN)));
    }
    digits.append('0');
    for (char last = '0'; !CardData.isLuhn(digits); last++) {
      digits.setCharAt(LENGTH - 1, last);
    }
    return CardNumber.of(digits.toString(), "number");
  }
}
