package io.serai.order.internal;

import io.serai.payment.ExchangeKeys;
import io.serai.payment.RouteSetActivated;
import io.serai.payment.RouteSetClosed;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.CamelContextCustomizer;
import org.springframework.context.event.EventListener;

/** Reads the prices of each set of routes; those of the active set are in force. */
class PricesOfSets implements CamelContextCustomizer {

  private final Map<String, Prices> byHash = new ConcurrentHashMap<>();
  private volatile Prices now = Prices.NONE;

  /** The prices in force. */
  Prices now() {
    return now;
  }

  @Override
  public void configure(CamelContext context) {
    String hash = context.getGlobalOption(ExchangeKeys.SET_HASH);
    String folder = context.getGlobalOption(ExchangeKeys.SET_FOLDER);
    if (hash != null && folder != null) {
      byHash.put(hash, PricesFile.read(Path.of(folder)));
    }
  }

  @EventListener
  void activated(RouteSetActivated event) {
    now = byHash.getOrDefault(event.hash(), Prices.NONE);
  }

  @EventListener
  void closed(RouteSetClosed event) {
    byHash.remove(event.hash());
  }
}
