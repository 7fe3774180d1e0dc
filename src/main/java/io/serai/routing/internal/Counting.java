package io.serai.routing.internal;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Timer;
import io.serai.payment.ExchangeKeys;
import io.serai.routing.check.Topology;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.Route;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.ToDefinition;
import org.apache.camel.spi.InterceptStrategy;
import org.apache.camel.spi.RoutePolicy;
import org.apache.camel.spi.RoutePolicyFactory;
import org.apache.camel.support.RoutePolicySupport;
import org.apache.camel.util.URISupport;
import org.jspecify.annotations.Nullable;

/**
 * Lets every route count: what it did, how long that took, and what it handed on to other routes to
 * the engine and to the issuer.
 *
 * @param traffic where it is counted
 */
record Counting(Traffic traffic) implements InterceptStrategy, RoutePolicyFactory {

  private static final Set<String> WAYS = Set.of("direct", "entry", "payment", "issuing");

  @Override
  public @Nullable RoutePolicy createRoutePolicy(
      CamelContext context, String id, NamedNode definition) {
    // A Kamelet's own routes have ids that Camel makes up.
    return definition instanceof RouteDefinition route && route.isCreatedFromTemplate()
        ? null
        : new Timed(traffic.time(route(context, id)), traffic.errors(route(context, id)));
  }

  @Override
  public Processor wrapProcessorInInterceptors(
      CamelContext context, NamedNode definition, Processor target, @Nullable Processor next)
      throws Exception {
    if (!(definition instanceof ToDefinition to)) {
      return target;
    }
    String via = via(to.getUri());
    String id = ProcessorDefinitionHelper.getRouteId(definition);
    return via.isEmpty() || id == null
        ? target
        : new CountedStep(target, traffic, route(context, id), via);
  }

  /** The same name as in a {@link Topology}. */
  private static String route(CamelContext context, String id) {
    return (context.getGlobalOptions().containsKey(ExchangeKeys.SET_HASH) ? "set:" : "entries:")
        + id;
  }

  private static String via(String uri) throws Exception {
    int query = uri.indexOf('?');
    String address = query < 0 ? uri : uri.substring(0, query);
    int colon = address.indexOf(':');
    if (colon < 0 || !WAYS.contains(address.substring(0, colon))) {
      return "";
    }
    Map<String, Object> options =
        query < 0 ? Map.of() : new TreeMap<>(URISupport.parseQuery(uri.substring(query + 1)));
    return Topology.via(
        address.substring(0, colon), address.substring(colon + 1).replaceFirst("^//", ""), options);
  }

  /** Counts what a route ends, and how long that took. */
  private static final class Timed extends RoutePolicySupport {

    private final Timer timer;
    private final Counter errors;

    Timed(Timer timer, Counter errors) {
      this.timer = timer;
      this.errors = errors;
    }

    @Override
    public void onExchangeDone(Route route, Exchange exchange) {
      timer.record(exchange.getClock().elapsed(), TimeUnit.MILLISECONDS);
      // Where it came in, and not in each route that it was handed on to.
      if (route.getId().equals(exchange.getFromRouteId()) && Blame.isOnRoutes(exchange)) {
        errors.increment();
      }
    }
  }
}
