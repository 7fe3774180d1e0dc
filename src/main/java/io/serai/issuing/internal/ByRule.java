package io.serai.issuing.internal;

import io.serai.issuing.CardDecision;
import io.serai.issuing.CardProgram;
import org.jspecify.annotations.Nullable;

/** What is answered at once, by rule, where nothing can be decided in time (S4.6). */
final class ByRule {

  /** DE39: the issuer is inoperative. */
  static final String NOT_IN_TIME = "91";

  /** The reason by which such a decline is known. */
  static final String REASON = "stand_in";

  /** The decline. */
  static final CardDecision DECLINED = new CardDecision(NOT_IN_TIME, REASON, 0, null, null, null);

  /** The decline of a program's own code, where the program is known. */
  static CardDecision declined(@Nullable CardProgram program) {
    return program == null
        ? DECLINED
        : new CardDecision(program.standIn().declineCode(), REASON, 0, null, null, null);
  }

  private ByRule() {}
}
