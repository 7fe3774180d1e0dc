package io.serai.issuing;

import java.util.Locale;

/** What can happen to a card account; each is one row of its history. */
public enum CardEventKind {
  /** The account and its first card were made. */
  CREATED,
  /** Another card was given out, or one replaced. */
  CARD_ISSUED,
  /** A card's status was changed. */
  STATUS_CHANGED,
  /** Money came in (S4.5). */
  TOPPED_UP,
  /** An authorization was approved, wholly or in part. */
  APPROVED,
  /** An authorization was declined. */
  DECLINED,
  /** Approved by the stand-in rule (S4.6). */
  STOOD_IN,
  /** It came too late to be answered, and was not looked at (S4.6). */
  DISCARDED,
  /** An advice was booked as a hold. */
  ADVISED,
  /** A hold, or a part of it, was taken back. */
  REVERSED,
  /** A hold ended because nobody claimed it. */
  HOLD_EXPIRED,
  /** A presentment, a completion or a credit was booked. */
  CLEARED,
  /** The holder disputes what was booked, and has the money back. */
  CHARGED_BACK,
  /** The merchant presents again what was charged back. */
  REPRESENTED,
  /** The charge of a top-up was given back, and its money left the account (S4.5). */
  TOP_UP_REFUNDED;

  /** The word in the database, in events and in the API. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
