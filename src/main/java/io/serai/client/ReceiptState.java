package io.serai.client;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How a purchase in a store stands. {@link #VERIFIED} alone grants it. */
public enum ReceiptState {
  /** The store did not say. */
  UNKNOWN,
  /** The payer has yet to pay. */
  PENDING,
  /** The store vouches for it, and it was not used before. */
  VERIFIED,
  /** It is not to be granted. */
  REFUSED,
  /** The store has disowned what it had vouched for. */
  ENDED,
  /** A state that is newer than this client; take it for no yes and no no. */
  @JsonEnumDefaultValue
  OTHER;

  /** The word in the API. */
  @JsonValue
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
