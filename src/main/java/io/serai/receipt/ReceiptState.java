package io.serai.receipt;

import java.util.Locale;

/** How a verification stands. */
public enum ReceiptState {
  /** The store is being asked, or nobody knows what became of it: it may be asked again. */
  UNKNOWN,
  /** The payer has yet to pay; the store is asked again. */
  PENDING,
  /** The store vouches for the purchase, and it is counted here. */
  VERIFIED,
  /** It is not to be granted. */
  REFUSED,
  /** It was verified, and the store has since disowned it (S1.47). */
  ENDED;

  /** The state of a word such as {@code verified}. */
  public static ReceiptState of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }

  /** The word in the journal and in the API. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether the store is asked no more under the same key. */
  public boolean isFinal() {
    return this != UNKNOWN && this != PENDING;
  }
}
