package io.serai.client;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How a refund stands. */
public enum RefundState {
  /** Given back. */
  SUCCEEDED,
  /** Under way, or waiting for the provider or a cap. */
  PENDING,
  /** It may have happened; the hub is finding out, and keeps its amount. */
  UNKNOWN,
  /** The provider said no. */
  DECLINED,
  /** Nothing was given back. */
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
