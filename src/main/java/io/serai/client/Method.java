package io.serai.client;

import org.jspecify.annotations.Nullable;

/**
 * What is charged. A card is a token, never a number. Immutable.
 *
 * @param type such as {@code card} or {@code paypal}
 * @param token the provider's name for it
 * @param brand of a card, such as {@code visa}; or null
 * @param country where the card was issued, two letters of ISO 3166; or null
 */
public record Method(String type, String token, @Nullable String brand, @Nullable String country) {

  /** A card of a brand. */
  public static Method card(String token, String brand) {
    return new Method("card", token, brand, null);
  }

  /** All but the token. */
  @Override
  public String toString() {
    return "Method[type=%s, brand=%s]".formatted(type, brand);
  }
}
