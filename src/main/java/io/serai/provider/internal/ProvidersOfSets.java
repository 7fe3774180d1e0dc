package io.serai.provider.internal;

import io.serai.payment.ErrorCode;
import io.serai.payment.ExchangeKeys;
import io.serai.payment.LinkTraces;
import io.serai.payment.RouteSetActivated;
import io.serai.payment.RouteSetClosed;
import io.serai.payment.RouteSetOpened;
import io.serai.payment.SeraiException;
import io.serai.provider.OutcomeTable;
import io.serai.provider.Provider;
import io.serai.provider.ProviderDefinition;
import io.serai.provider.ProviderDirectory;
import io.serai.provider.ProviderSet;
import io.serai.provider.ProviderSets;
import io.serai.provider.Rail;
import io.serai.provider.RailMaker;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.CamelContextCustomizer;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;

/**
 * Gives each set of routes the providers of its own {@code providers.yaml}, and remembers which set
 * is the active one.
 */
class ProvidersOfSets implements CamelContextCustomizer, ProviderDirectory {

  private final Map<String, ProviderSet> byHash = new ConcurrentHashMap<>();
  // Sets that take exchanges or may have some under way; the active one comes last.
  private final Map<String, ProviderSet> open = new LinkedHashMap<>();
  private final OwnProviders own;
  private final LinkTraces traces;
  private final RailMaker rails;
  private volatile @Nullable ProviderSet active;

  /**
   * Providers of sets.
   *
   * @param rails says which are not reached through their Kamelets
   */
  ProvidersOfSets(OwnProviders own, LinkTraces traces, RailMaker rails) {
    this.own = own;
    this.rails = rails;
    this.traces = traces;
  }

  @Override
  public void configure(CamelContext context) {
    Optional<String> hash = property(context, ExchangeKeys.SET_HASH);
    Optional<String> folder = property(context, ExchangeKeys.SET_FOLDER);
    if (hash.isEmpty() || folder.isEmpty()) {
      return;
    }
    Map<String, Provider> providers = new HashMap<>();
    ProvidersFile.Content file =
        ProvidersFile.all(
            Path.of(folder.get(), "providers.yaml"), context::resolvePropertyPlaceholders);
    file.providers()
        .forEach((name, definition) -> providers.put(name, provider(context, definition)));
    ProviderSet set = new ProviderSet(providers, file.bins());
    ProviderSets.bind(context, set);
    byHash.put(hash.get(), set);
    try {
      context.addStartupListener(new RailStarter(set, own));
    } catch (Exception e) {
      throw new IllegalStateException("a context that has not started takes listeners", e);
    }
  }

  private static Optional<String> property(CamelContext context, String name) {
    return Optional.ofNullable(context.getGlobalOption(name));
  }

  private Provider provider(CamelContext context, ProviderDefinition definition) {
    return new Provider(definition, rail(context, definition), OutcomeTable.of(definition));
  }

  private Rail rail(CamelContext context, ProviderDefinition definition) {
    String builtIn = definition.builtIn();
    if (builtIn == null) {
      Rail other = rails.make(context, definition);
      return other == null ? new KameletRail(context, definition, traces) : other;
    }
    if (builtIn.equals("floor")) {
      return new FloorRail(definition);
    }
    throw new SeraiException(
        ErrorCode.CONFIGURATION,
        "providers.yaml",
        "providers." + definition.name() + ".built_in: '" + builtIn + "' is none of floor",
        null);
  }

  @EventListener
  synchronized void activated(RouteSetActivated event) {
    ProviderSet set = byHash.get(event.hash());
    open.remove(event.hash());
    if (set != null) {
      open.put(event.hash(), set);
      merge();
    }
  }

  @EventListener
  synchronized void opened(RouteSetOpened event) {
    ProviderSet set = byHash.get(event.hash());
    if (set != null && !open.containsKey(event.hash())) {
      Map<String, ProviderSet> others = new LinkedHashMap<>(open);
      open.clear();
      open.put(event.hash(), set);
      open.putAll(others);
      merge();
    }
  }

  @EventListener
  synchronized void closed(RouteSetClosed event) {
    ProviderSet set = byHash.remove(event.hash());
    if (set != null) {
      set.all().forEach(provider -> provider.rail().stop());
    }
    if (open.remove(event.hash()) != null) {
      merge();
    }
  }

  private void merge() {
    active = open.values().stream().reduce((older, newer) -> newer.and(older)).orElse(null);
  }

  /** The active providers, or null while no set of routes is active. */
  @Nullable ProviderSet activeOrNull() {
    return active;
  }

  @Override
  public ProviderSet active() {
    ProviderSet now = active;
    if (now == null) {
      throw new SeraiException(ErrorCode.OVERLOADED, "no set of routes is active yet");
    }
    return now;
  }
}
