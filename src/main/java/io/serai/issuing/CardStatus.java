package io.serai.issuing;

import java.util.Locale;

/** What a card may be used for. Only {@link #ACTIVE} and {@link #BLOCKED} change back. */
public enum CardStatus {
  /** It may be used. */
  ACTIVE,
  /** Its holder or an operator has stopped it for now. */
  BLOCKED,
  /** Reported lost. */
  LOST,
  /** Reported stolen. */
  STOLEN,
  /** Another card stands in its place. */
  REPLACED,
  /** Given up. */
  CLOSED;

  /** The word in the database, in YAML and in the API. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
