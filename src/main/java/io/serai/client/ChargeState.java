package io.serai.client;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How a charge stands. Declined, reversed, refunded, expired and failed never change. */
public enum ChargeState {
  /** It may have happened; the hub is finding out, or undoing it. */
  UNKNOWN,
  /** Under way, or waiting for the payer or the provider. */
  PENDING,
  /** Charged. */
  APPROVED,
  /** A part of it was given back. */
  PARTIALLY_REFUNDED,
  /** All of it was given back. */
  REFUNDED,
  /** A provider said no. */
  DECLINED,
  /** It was undone; nothing stays charged. */
  REVERSED,
  /** The payer did not act in time. */
  EXPIRED,
  /** Nothing was ever charged. */
  FAILED,
  /** A state that is newer than this client; take it for no yes and no no. */
  @JsonEnumDefaultValue
  OTHER;

  /** The word in the API. */
  @JsonValue
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
