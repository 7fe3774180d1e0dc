package io.serai.client;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What each provider can do. Immutable.
 *
 * @param providers by name
 */
public record Providers(List<Provider> providers) {

  /** Takes what is absent as empty. */
  public Providers {
    providers = ClientJson.list(providers);
  }

  /**
   * One provider. What it does not list under brands, currencies or markets at all it takes
   * whatever it is.
   *
   * @param name as in a history
   * @param operations such as {@code charge}; what is not listed it cannot do
   * @param brands of cards, or null for any
   * @param currencies of ISO 4217, or null for any
   * @param markets of ISO 3166, or null for any
   * @param mode {@code live} or {@code sandbox}, or null where it does not say
   */
  public record Provider(
      String name,
      List<String> operations,
      @Nullable List<String> brands,
      @Nullable List<String> currencies,
      @Nullable List<String> markets,
      @Nullable String mode) {

    /** Copies what could change. */
    public Provider {
      operations = ClientJson.list(operations);
      brands = brands == null ? null : List.copyOf(brands);
      currencies = currencies == null ? null : List.copyOf(currencies);
      markets = markets == null ? null : List.copyOf(markets);
    }
  }
}
