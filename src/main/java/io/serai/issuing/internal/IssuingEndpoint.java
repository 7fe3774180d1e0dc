package io.serai.issuing.internal;

import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultEndpoint;

/** An {@code issuing:} step as Camel sees it: something that can be sent to. */
final class IssuingEndpoint extends DefaultEndpoint {

  private final Issuer issuer;
  private final IssuingStep step;

  IssuingEndpoint(String uri, IssuingComponent component, Issuer issuer, IssuingStep step) {
    super(uri, component);
    this.issuer = issuer;
    this.step = step;
  }

  @Override
  public Producer createProducer() {
    return new IssuingProducer(this, issuer, step);
  }

  @Override
  public Consumer createConsumer(Processor processor) {
    throw new UnsupportedOperationException("issuing: is a step, routes begin with from: entry:");
  }
}
