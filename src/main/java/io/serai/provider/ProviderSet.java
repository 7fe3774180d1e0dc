package io.serai.provider;

import io.serai.payment.ErrorCode;
import io.serai.payment.SeraiException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** The providers of one set of routes. Immutable. */
public final class ProviderSet {

  private final Map<String, Provider> byName;
  private final BinTable bins;

  /** A set of providers by their names, and what cards' first digits say in it. */
  public ProviderSet(Map<String, Provider> byName, BinTable bins) {
    this.byName = Map.copyOf(byName);
    this.bins = bins;
  }

  /**
   * The provider of a name.
   *
   * @throws SeraiException with {@link ErrorCode#CONFIGURATION} when there is none
   */
  public Provider get(String name) {
    Provider found = byName.get(name);
    if (found == null) {
      throw new SeraiException(
          ErrorCode.CONFIGURATION,
          "providers",
          "providers: '"
              + name
              + "' is not declared in providers.yaml, which has "
              + String.join(", ", new TreeSet<>(byName.keySet())),
          null);
    }
    return found;
  }

  /** These, and those of another set whose names are not among them. */
  public ProviderSet and(ProviderSet others) {
    Map<String, Provider> both = new HashMap<>(others.byName);
    both.putAll(byName);
    return new ProviderSet(both, bins);
  }

  /** What cards' first digits say. */
  public BinTable bins() {
    return bins;
  }

  /** Requests to all of them that have no answer yet. */
  public long underWay() {
    return byName.values().stream().mapToLong(provider -> provider.rail().underWay()).sum();
  }

  /** All of them. */
  public List<Provider> all() {
    return List.copyOf(byName.values());
  }
}
