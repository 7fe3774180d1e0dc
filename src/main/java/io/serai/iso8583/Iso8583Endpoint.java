package io.serai.iso8583;

import org.apache.camel.Component;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultEndpoint;

/** A link as routes see it. */
final class Iso8583Endpoint extends DefaultEndpoint {

  private final Links links;
  private final Link link;
  private final boolean keepTrace;

  Iso8583Endpoint(String uri, Component component, Links links, Link link, boolean keepTrace) {
    super(uri, component);
    this.links = links;
    this.link = link;
    this.keepTrace = keepTrace;
  }

  @Override
  public Producer createProducer() {
    return new Iso8583Producer(this, links, link, keepTrace);
  }

  @Override
  public Consumer createConsumer(Processor processor) throws Exception {
    Iso8583Consumer consumer = new Iso8583Consumer(this, processor, links, link);
    configureConsumer(consumer);
    return consumer;
  }

  @Override
  public boolean isSingleton() {
    return true;
  }
}
