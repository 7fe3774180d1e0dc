package io.serai.check;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something that must never be.
 *
 * @param invariant which invariant is broken
 * @param payment the payment or the card account, or null if it is about neither
 * @param message what is wrong, without card data
 * @param history its entries or events, a line each, without card data; may be empty
 */
public record Breach(
    Invariant invariant, @Nullable String payment, String message, List<String> history) {

  /** Keeps a copy. */
  public Breach {
    history = List.copyOf(history);
  }

  @Override
  public String toString() {
    String about = payment == null ? "" : " " + payment;
    StringBuilder text = new StringBuilder(invariant + about + ": " + message);
    history.forEach(line -> text.append("\n    ").append(line));
    return text.toString();
  }
}
