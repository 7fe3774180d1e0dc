package io.serai.provider;

import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What was agreed with a provider.
 *
 * @param brands the cards' brands that it accepts (S1.12); empty where nothing is said, which is
 *     all
 * @param fees what it takes; null where nothing is said
 */
public record ProviderTerms(Set<String> brands, @Nullable FeeModel fees) {

  /** Nothing is said. */
  public static final ProviderTerms NONE = new ProviderTerms(Set.of(), null);

  /** Keeps a copy. */
  public ProviderTerms {
    brands = Set.copyOf(brands);
  }

  /** Whether it takes such cards; a brand that is not known is for the provider to judge. */
  public boolean accepts(@Nullable String brand) {
    return brand == null || brands.isEmpty() || brands.contains(brand);
  }

  /** What a sale costs, as {@link FeeModel#cost} says; nothing where there are no fees for it. */
  Optional<Cost> cost(Sale sale, LongSupplier volume) {
    return fees == null ? Optional.empty() : fees.cost(sale, volume);
  }
}
