package io.serai.check;

/** What holds whatever happens, as far as it can be read afterwards. */
public enum Invariant {
  /** One money effect. */
  I1("at most one money effect for a tenant's key, over all providers"),
  /** One state. */
  I2("one state, changed by the listed transitions only; a gapless sequence"),
  /** Nothing unknown is forgotten. */
  I3("every unknown outcome is resolved or owed; no reversal is dropped"),
  /** Written before sent, and before answered. */
  I4("every intent before its effect, every outcome as it was answered"),
  /** The ledger balances. */
  I5("the ledger balances and says what the payments say"),
  /** Settlement agrees. */
  I6("settlement equals the journal, to the minor unit"),
  /** Kafka agrees. */
  I7("every journal entry on Kafka, in sequence, and applied once"),
  /** No card data. */
  I8("no card number, track or key in the database or on Kafka");

  private final String words;

  Invariant(String words) {
    this.words = words;
  }

  /** What it says, in a few words. */
  public String words() {
    return words;
  }
}
