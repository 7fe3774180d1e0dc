package io.serai.client;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How an order stands. */
public enum OrderStatus {
  /** The provider is not asked yet; send the same request again. */
  CREATED,
  /** The payer is to approve it. */
  WAITING_FOR_APPROVAL,
  /** The payer has approved. */
  APPROVED,
  /** The money is being taken. */
  CAPTURING,
  /** The money was taken; the order is being created. */
  CAPTURED,
  /** The end. */
  ORDERED,
  /** It could not be created; the money is being given back. */
  REFUNDING,
  /** The money was given back. */
  REFUNDED,
  /** Nothing was taken. */
  FAILED,
  /** Nobody approved in time; nothing was taken. */
  EXPIRED,
  /** A person decides. */
  BY_HAND,
  /** A state that is newer than this client; take it for no yes and no no. */
  @JsonEnumDefaultValue
  OTHER;

  /** The word in the API. */
  @JsonValue
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
