package io.serai.payment;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How a caller came in, which decides whether an answer can be corrected later. */
public enum Channel {
  /** A web shop or another upstream system; it can ask again. */
  REST(false),
  /** A terminal or a network; what it was told binds. */
  ISO8583(true),
  /** A POS program over REST; the customer leaves with what it was told, which binds. */
  POS(true),
  /** A queue; it can ask again. */
  QUEUE(false);

  private final boolean answerBinds;

  Channel(boolean answerBinds) {
    this.answerBinds = answerBinds;
  }

  /** The channel of a word such as {@code rest}. */
  @JsonCreator
  public static Channel of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }

  /** The word in properties and in the journal. */
  @JsonValue
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether a caller that was told "no" can never be told "yes" for the same request. */
  public boolean answerBinds() {
    return answerBinds;
  }
}
