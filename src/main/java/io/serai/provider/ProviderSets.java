package io.serai.provider;

import java.util.Objects;
import org.apache.camel.CamelContext;

/** Finds the providers of a set of routes. */
public final class ProviderSets {

  private static final String BEAN = "serai.providers";

  private ProviderSets() {}

  /** The providers that stand in the registry of a set's context. */
  public static ProviderSet of(CamelContext set) {
    return Objects.requireNonNull(
        set.getRegistry().lookupByNameAndType(BEAN, ProviderSet.class),
        "a context of a set of routes has its providers");
  }

  /** Puts the providers into the registry of a set's context. */
  public static void bind(CamelContext set, ProviderSet providers) {
    set.getRegistry().bind(BEAN, providers);
  }
}
