package io.serai.routing.internal;

import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.support.DefaultComponent;
import org.jspecify.annotations.Nullable;

/**
 * The component {@code entry:}, the bridge from the process's entries to the active set of routes.
 * In the main context it is sent to; in a set's context routes begin with it.
 */
final class EntryComponent extends DefaultComponent {

  private final RouteSwitch routes;
  private final @Nullable RouteSet own;

  /**
   * A component of the main context, or of a set's.
   *
   * @param routes says which set exchanges are handed to
   * @param own the set whose routes begin here, or null in the main context
   */
  EntryComponent(RouteSwitch routes, @Nullable RouteSet own) {
    this.routes = routes;
    this.own = own;
  }

  @Override
  protected Endpoint createEndpoint(String uri, String name, Map<String, Object> parameters) {
    return new EntryEndpoint(uri, this, name, routes, own);
  }
}
