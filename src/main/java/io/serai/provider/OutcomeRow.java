package io.serai.provider;

import java.util.Map;

/**
 * A row of a provider's outcome table.
 *
 * @param when fields of the evidence (and {@code operation}) that must have just these values
 * @param verdict what such an answer means
 */
public record OutcomeRow(Map<String, String> when, Verdict verdict) {

  /** What an answer means. */
  public enum Verdict {
    /** The provider did it. */
    APPROVED,
    /** A final no. */
    DECLINED,
    /** A final no of this provider only: another may be tried. */
    ELSEWHERE,
    /** The payer or the provider acts later. */
    PENDING,
    /** It may have happened. */
    UNKNOWN,
    /** The provider has had this request before: the original is looked up, never sent anew. */
    DUPLICATE
  }

  boolean fits(Map<String, Object> evidence) {
    return when.entrySet().stream()
        .allMatch(field -> field.getValue().equals(text(evidence.get(field.getKey()))));
  }

  private static String text(@org.jspecify.annotations.Nullable Object value) {
    return value == null ? "" : String.valueOf(value);
  }
}
