package io.serai.engine.internal.caps;

import io.serai.payment.ErrorCode;
import io.serai.payment.ExchangeKeys;
import io.serai.payment.RouteSetActivated;
import io.serai.payment.RouteSetClosed;
import io.serai.payment.SeraiException;
import io.serai.provider.ProviderSet;
import io.serai.provider.ProviderSets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.CamelContextCustomizer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;

/**
 * Reads the caps of each set of routes, and puts those of the active set into force. What an older
 * set still has under way is counted by them too.
 */
class CapsOfSets implements CamelContextCustomizer {

  private static final Logger LOG = LoggerFactory.getLogger(CapsOfSets.class);

  private final Caps caps;
  private final Map<String, CapList> byHash = new ConcurrentHashMap<>();

  CapsOfSets(Caps caps) {
    this.caps = caps;
  }

  @Override
  public void configure(CamelContext context) {
    String hash = context.getGlobalOption(ExchangeKeys.SET_HASH);
    String folder = context.getGlobalOption(ExchangeKeys.SET_FOLDER);
    if (hash == null || folder == null) {
      return;
    }
    CapList read = CapsFile.read(Path.of(folder), context::resolvePropertyPlaceholders);
    byHash.put(hash, read);
    try {
      // Providers and routes are there only then.
      context.addStartupListener((started, already) -> checkNames(started, read));
    } catch (Exception e) {
      throw new IllegalStateException("a context that has not started takes listeners", e);
    }
  }

  private static void checkNames(CamelContext context, CapList read) {
    ProviderSet providers = ProviderSets.of(context);
    for (String name : read.names(Scope.PROVIDER)) {
      try {
        providers.get(name);
      } catch (SeraiException e) {
        throw new SeraiException(
            ErrorCode.CONFIGURATION, CapsFile.NAME, CapsFile.NAME + ": " + e.getMessage(), e);
      }
    }
    for (String name : read.names(Scope.ROUTE)) {
      if (context.getRoute(name) == null) {
        LOG.warn("{} names the route '{}', which this process does not have", CapsFile.NAME, name);
      }
    }
  }

  @EventListener
  void closed(RouteSetClosed event) {
    byHash.remove(event.hash());
  }

  @EventListener
  void activated(RouteSetActivated event) {
    caps.use(byHash.getOrDefault(event.hash(), CapList.NONE));
  }
}
