package io.serai.issuing;

import io.serai.issuing.internal.IssuingStep;
import io.serai.payment.SeraiException;

/** What an {@code issuing:} step says, for whoever checks routes without running them. */
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
}
