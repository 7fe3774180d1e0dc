package io.serai.provider;

import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;

/** Another way to reach a provider than its Kamelet: for tests of routes. */
@FunctionalInterface
public interface RailMaker {

  /**
   * How a provider is reached.
   *
   * @param context the set of routes that it is declared in
   * @return the rail, or null for the Kamelet
   */
  @Nullable Rail make(CamelContext context, ProviderDefinition definition);
}
