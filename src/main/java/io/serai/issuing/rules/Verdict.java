package io.serai.issuing.rules;

/** What one rule says to an authorization. */
sealed interface Verdict {

  /** It does not object. */
  Verdict PASS = new Pass();

  /** It does not object. */
  record Pass() implements Verdict {}

  /**
   * It declines.
   *
   * @param code DE39
   */
  record Declined(String code) implements Verdict {}

  /**
   * It allows a part.
   *
   * @param minor how much
   */
  record Part(long minor) implements Verdict {}

  static Verdict declinedUnless(boolean fine, String code) {
    return fine ? PASS : new Declined(code);
  }
}
