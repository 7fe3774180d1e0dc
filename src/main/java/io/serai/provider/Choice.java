package io.serai.provider;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Whom to ask for a payment, and why in this order.
 *
 * @param strategy what put them in order
 * @param providers whom to ask, in order; never empty
 * @param costs what the payment was expected to cost at each, in minor units, where costs were
 *     compared; a provider without a price for it is not among them
 */
public record Choice(Strategy strategy, List<Provider> providers, Map<String, Long> costs) {

  /** Keeps copies. */
  public Choice {
    providers = List.copyOf(providers);
    costs = costs.isEmpty() ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(costs));
  }

  /** The providers as they are listed. */
  public static Choice asListed(List<Provider> providers) {
    return new Choice(Strategy.PRIORITY, providers, Map.of());
  }
}
