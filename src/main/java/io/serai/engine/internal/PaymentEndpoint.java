package io.serai.engine.internal;

import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultEndpoint;

/** A {@code payment:} step as Camel sees it: something that can be sent to. */
final class PaymentEndpoint extends DefaultEndpoint {

  private final PaymentEngine engine;
  private final PaymentStep step;

  PaymentEndpoint(String uri, PaymentComponent component, PaymentEngine engine, PaymentStep step) {
    super(uri, component);
    this.engine = engine;
    this.step = step;
  }

  @Override
  public Producer createProducer() {
    return new PaymentProducer(this, engine, step);
  }

  @Override
  public Consumer createConsumer(Processor processor) {
    throw new UnsupportedOperationException("payment: is a step, routes begin with from: entry:");
  }
}
