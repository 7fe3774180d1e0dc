package io.serai.check.internal;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the tables of card accounts hold, row by row. */
final class CardRow {

  private CardRow() {}

  /** An account. */
  record Account(String id, String tenant, String currency, long balance, long held, long seq) {}

  /**
   * A hold.
   *
   * @param key {@code tenant/key} of the authorization that made it
   */
  record Held(
      String id,
      String account,
      String key,
      long authorized,
      long held,
      long cleared,
      long reversed,
      String state) {}

  /**
   * An event, with what the ledger and the claims have of it.
   *
   * @param moved what its transfers add to the cardholder's account
   * @param alike whether they have its tenant, currency and business date
   * @param claimed what was answered to its key, or null if the key is not claimed
   * @param text all of it that is text
   */
  record Event(
      String account,
      long seq,
      Instant at,
      String tenant,
      String kind,
      @Nullable String hold,
      @Nullable String key,
      long posted,
      long held,
      long balance,
      long heldAfter,
      String currency,
      @Nullable String responseCode,
      long moved,
      boolean alike,
      @Nullable String claimed,
      String text) {

    /** What somebody asked for and was answered; the rest is kept by other keys, or by none. */
    private static final Set<String> DECIDED =
        Set.of(
            "topped_up",
            "approved",
            "declined",
            "stood_in",
            "advised",
            "reversed",
            "cleared",
            "charged_back",
            "represented",
            "top_up_refunded");

    boolean isDecided() {
      return key != null && DECIDED.contains(kind);
    }

    /** For people; nothing of it could be card data. */
    String line() {
      return seq
          + " "
          + at
          + " "
          + kind
          + ", posted "
          + posted
          + ", held "
          + held
          + " -> balance "
          + balance
          + ", held "
          + heldAfter;
    }
  }
}
