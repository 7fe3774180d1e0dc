package io.serai.issuing;

import io.serai.issuing.cards.CardStep;
import io.serai.issuing.internal.IssuingStep;
import io.serai.payment.SeraiException;

/**
 * What a step {@code issuing:} or {@code cards:} says, for whoever checks routes without running
 * them.
 */
public final class IssuingSteps {

  private IssuingSteps() {}

  /**
   * Reads a step as the issuer processor does.
   *
   * @param word what follows {@code issuing:}
   * @throws SeraiException naming what is wrong and, after the last colon, what to write instead
   */
  public static void read(String word) {
    var unused = IssuingStep.read(word);
  }

  /**
   * Reads a step over cards for programs.
   *
   * @param word what follows {@code cards:}
   * @throws SeraiException naming what is wrong and, after the last colon, what to write instead
   */
  public static void readCards(String word) {
    var unused = CardStep.of(word);
  }
}
