package io.serai.provider;

import io.serai.payment.Money;
import org.jspecify.annotations.Nullable;

/**
 * What a fee is for, and what a provider has to be able to take.
 *
 * @param amount what is charged
 * @param brand the card's brand in small letters, such as {@code visa}; null while it is not known
 * @param country where the card was issued, two letters of ISO 3166; null while it is not known
 * @param market where it is sold, two letters of ISO 3166; null where nothing is said
 */
public record Sale(
    Money amount, @Nullable String brand, @Nullable String country, @Nullable String market) {

  /** One of which no market is said. */
  public Sale(Money amount, @Nullable String brand, @Nullable String country) {
    this(amount, brand, country, null);
  }
}
