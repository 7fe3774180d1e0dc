package io.serai.issuing;

import io.serai.journal.Journal;
import io.serai.payment.CardNumber;

/**
 * By what a card is known: a keyed hash of its number, which nobody without the key can make of the
 * few numbers that a BIN has. Thread-safe.
 */
public final class CardTokens {

  private final Journal journal;

  /** Tokens under the vault's key. */
  public CardTokens(Journal journal) {
    this.journal = journal;
  }

  /** The token of a card's number. */
  public String of(CardNumber number) {
    return journal.keyed("card " + number.digits());
  }
}
