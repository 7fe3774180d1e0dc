package io.serai.provider;

import io.serai.payment.Currency;
import io.serai.payment.ErrorCode;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What was agreed with a provider. Where a set is empty nothing is said, which is all.
 *
 * @param brands the cards' brands that it accepts (S1.12)
 * @param currencies the currencies that it takes
 * @param markets the countries that it serves, two letters of ISO 3166 (S1.6)
 * @param fees what it takes; null where nothing is said
 * @param mode whether it moves money or only plays at it (S1.34)
 */
public record ProviderTerms(
    Set<String> brands,
    Set<Currency> currencies,
    Set<String> markets,
    @Nullable FeeModel fees,
    @Nullable ProviderMode mode) {

  /** Nothing is said. */
  public static final ProviderTerms NONE = new ProviderTerms(Set.of(), null);

  /** Keeps copies. */
  public ProviderTerms {
    brands = Set.copyOf(brands);
    currencies = Set.copyOf(currencies);
    markets = Set.copyOf(markets);
  }

  /** Brands and fees alone. */
  public ProviderTerms(Set<String> brands, @Nullable FeeModel fees) {
    this(brands, Set.of(), Set.of(), fees, null);
  }

  /** Whether it takes such cards; a brand that is not known is for the provider to judge. */
  public boolean accepts(@Nullable String brand) {
    return brand == null || brands.isEmpty() || brands.contains(brand);
  }

  /**
   * Why it does not take such a sale; empty where it does. What is not known of a sale is for the
   * provider to judge.
   */
  public Optional<ErrorCode> refuses(Sale sale) {
    if (!accepts(sale.brand())) {
      return Optional.of(ErrorCode.BRAND_NOT_ACCEPTED);
    }
    if (!currencies.isEmpty() && !currencies.contains(sale.amount().currency())) {
      return Optional.of(ErrorCode.CURRENCY_NOT_SUPPORTED);
    }
    return sale.market() == null || markets.isEmpty() || markets.contains(sale.market())
        ? Optional.empty()
        : Optional.of(ErrorCode.MARKET_NOT_SERVED);
  }

  /** What a sale costs, as {@link FeeModel#cost} says; nothing where there are no fees for it. */
  Optional<Cost> cost(Sale sale, LongSupplier volume) {
    return fees == null ? Optional.empty() : fees.cost(sale, volume);
  }
}
