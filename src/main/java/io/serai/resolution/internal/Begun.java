package io.serai.resolution.internal;

import io.serai.payment.Operation;
import java.util.Map;

/**
 * An attempt as its intent says.
 *
 * @param attempt its number
 * @param operation what the provider was asked
 * @param subject what it makes
 * @param minor how much it was about, in minor units
 */
record Begun(int attempt, Operation operation, String subject, long minor) {

  /** The attempt of an entry of the history. */
  static Begun of(Map<String, Object> data) {
    return new Begun(
        data.get("attempt") instanceof Number number ? number.intValue() : 0,
        Operation.of(String.valueOf(data.get("operation"))),
        String.valueOf(data.get("subject")),
        data.get("amount") instanceof Number minor ? minor.longValue() : 0);
  }
}
