package io.serai.routing.internal;

import org.apache.camel.Endpoint;
import org.apache.camel.Processor;
import org.apache.camel.support.DefaultConsumer;

/** The beginning of a set's route. */
final class EntryConsumer extends DefaultConsumer {

  private final String name;
  private final RouteSet set;

  EntryConsumer(Endpoint endpoint, Processor processor, String name, RouteSet set) {
    super(endpoint, processor);
    this.name = name;
    this.set = set;
  }

  @Override
  protected void doStart() throws Exception {
    super.doStart();
    set.register(name, this);
  }

  @Override
  protected void doStop() throws Exception {
    set.unregister(name, this);
    super.doStop();
  }
}
