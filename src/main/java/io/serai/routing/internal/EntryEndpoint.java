package io.serai.routing.internal;

import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultEndpoint;
import org.jspecify.annotations.Nullable;

/** One named entry. */
final class EntryEndpoint extends DefaultEndpoint {

  private final String name;
  private final RouteSwitch routes;
  private final @Nullable RouteSet own;

  EntryEndpoint(
      String uri,
      EntryComponent component,
      String name,
      RouteSwitch routes,
      @Nullable RouteSet own) {
    super(uri, component);
    this.name = name;
    this.routes = routes;
    this.own = own;
  }

  @Override
  public Producer createProducer() {
    if (own != null) {
      throw new IllegalArgumentException(
          "entry:"
              + name
              + ": a set of routes begins with entry:, it does not send to it;"
              + " use direct: within the set");
    }
    return new EntryProducer(this, name, routes);
  }

  @Override
  public Consumer createConsumer(Processor processor) {
    RouteSet set = own;
    if (set == null) {
      throw new IllegalArgumentException(
          "entry:"
              + name
              + ": routes in entries send to entry:, only a set's routes begin with it");
    }
    return new EntryConsumer(this, processor, name, set);
  }
}
