package io.serai.registry;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Whether a merchant or a terminal may ask for payments. */
public enum Standing {
  /** It may. */
  ACTIVE,
  /** It may only take back what was approved. */
  BLOCKED;

  /** The standing of a word such as {@code active}. */
  @JsonCreator
  public static Standing of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }

  /** The word in files, the table and the API. */
  @JsonValue
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
