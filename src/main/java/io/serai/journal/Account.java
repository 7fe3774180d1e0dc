package io.serai.journal;

import java.util.Locale;

/** The accounts of the ledger; see {@link Posting} for what moves between them. */
public enum Account {
  /** What passes through a payer's hands; always comes to nothing. */
  CUSTOMER,
  /** What a provider has taken for us and owes us. */
  PROVIDER_RECEIVABLE,
  /** What we keep; nothing until there are models of fees. */
  FEES,
  /** What we owe a merchant. */
  MERCHANT_PAYABLE;

  /** The word in the ledger. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
