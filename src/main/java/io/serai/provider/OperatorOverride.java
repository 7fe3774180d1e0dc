package io.serai.provider;

import com.fasterxml.jackson.annotation.JsonValue;
import io.serai.payment.SeraiException;
import java.time.Instant;
import java.util.Locale;

/**
 * What an operator decided about a provider. It holds until another decision, over restarts too.
 *
 * @param mode the decision
 * @param reason why, in the operator's words
 * @param operator who
 * @param at when
 */
public record OperatorOverride(Mode mode, String reason, String operator, Instant at) {

  /** What can be decided. */
  public enum Mode {
    /** It is used whatever its errors. */
    IN,
    /** Nothing is sent to it, not even reversals; they wait. */
    OUT,
    /** Its errors decide. */
    AUTO;

    /**
     * The mode of a word such as {@code out}.
     *
     * @throws SeraiException naming the field {@code mode}
     */
    public static Mode of(String word) {
      for (Mode mode : values()) {
        if (mode.word().equals(word)) {
          return mode;
        }
      }
      throw SeraiException.invalid("mode", "must be in, out or auto");
    }

    /** The word in the API and in the database. */
    @JsonValue
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
