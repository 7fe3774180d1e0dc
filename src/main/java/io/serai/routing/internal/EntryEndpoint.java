package io.serai.routing.internal;

import java.util.concurrent.atomic.AtomicReference;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultEndpoint;
import org.jspecify.annotations.Nullable;

/** One named entry. */
final class EntryEndpoint extends DefaultEndpoint {

  private final String name;
  private final AtomicReference<@Nullable RouteSet> active;
  private final @Nullable RouteSet own;

  EntryEndpoint(
      String uri,
      EntryComponent component,
      String name,
      AtomicReference<@Nullable RouteSet> active,
      @Nullable RouteSet own) {
    super(uri, component);
    this.name = name;
    this.active = active;
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
    return new EntryProducer(this, name, active);
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
