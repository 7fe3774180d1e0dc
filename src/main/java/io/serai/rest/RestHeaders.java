package io.serai.rest;

import java.util.Locale;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.spi.HeaderFilterStrategy;
import org.springframework.stereotype.Component;

/**
 * The only headers that cross the REST entry, each way. Everything else is dropped by netty-http's
 * own binding before a route sees it: Camel's control headers, query parameters and form fields
 * among it, because netty-http would make headers of them too.
 */
@Component("restHeaders")
final class RestHeaders implements HeaderFilterStrategy {

  private static final Set<String> IN =
      Set.of(
          "accept",
          "authorization",
          "content-encoding",
          "content-type",
          "idempotency-key",
          "paypal-auth-algo",
          "paypal-cert-url",
          "paypal-transmission-id",
          "paypal-transmission-sig",
          "paypal-transmission-time",
          "serai-terminal-key",
          "stripe-signature",
          "traceparent");

  private static final Set<String> OUT =
      Set.of(
          "allow",
          "cache-control",
          "content-security-policy",
          "content-type",
          "idempotency-replayed",
          "location",
          "retry-after",
          "www-authenticate",
          "x-content-type-options");

  @Override
  public boolean applyFilterToExternalHeaders(String name, Object value, Exchange exchange) {
    return !IN.contains(name.toLowerCase(Locale.ROOT));
  }

  @Override
  public boolean applyFilterToCamelHeaders(String name, Object value, Exchange exchange) {
    return !OUT.contains(name.toLowerCase(Locale.ROOT));
  }
}
