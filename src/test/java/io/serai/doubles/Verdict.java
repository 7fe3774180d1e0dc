package io.serai.doubles;

/** What the book says to a call, before it is put into the provider's own words. */
sealed interface Verdict {

  /** Done, or done before: the first answer again. For an inquiry: this is how it stands. */
  record Done(Effect effect) implements Verdict {}

  /** A final no with the provider's code; it is remembered under the key. */
  record Declined(Effect effect, String code) implements Verdict {}

  /** Nothing is known of the request that the call is about. */
  record NoOriginal() implements Verdict {}

  /** The key was used before with another operation, amount, currency or original. */
  record KeyReused() implements Verdict {}
}
