package io.serai.provider;

import io.serai.payment.ErrorCode;
import io.serai.payment.SeraiException;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** The providers of one set of routes. Immutable. */
public final class ProviderSet {

  private final Map<String, Provider> byName;

  /** A set of providers by their names. */
  public ProviderSet(Map<String, Provider> byName) {
    this.byName = Map.copyOf(byName);
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

  /** All of them. */
  public List<Provider> all() {
    return List.copyOf(byName.values());
  }
}
