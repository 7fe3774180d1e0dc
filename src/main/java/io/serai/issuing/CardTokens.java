package io.serai.issuing;

import io.serai.journal.CardSeals;
import io.serai.journal.Journal;
import io.serai.payment.CardNumber;
import java.util.function.UnaryOperator;

/** The keyed hash by which a card is known: the same number always gives the same. Thread-safe. */
public final class CardTokens {

  private final UnaryOperator<String> keyed;

  /** Tokens under the journal's key. */
  public CardTokens(Journal journal) {
    this.keyed = journal::keyed;
  }

  /** The same tokens without a journal. */
  public CardTokens(CardSeals seals) {
    this.keyed = seals::keyed;
  }

  /** The token of a number. */
  public String of(CardNumber number) {
    return keyed.apply("card " + number.digits());
  }
}
