package io.serai.engine.internal;

import io.serai.provider.ProviderSet;
import io.serai.provider.ProviderSets;
import io.serai.step.AsyncStep;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultAsyncProducer;

/** Hands an exchange to the engine and goes on when the engine calls back. */
final class PaymentProducer extends DefaultAsyncProducer {

  private final PaymentEngine engine;
  private final PaymentStep step;
  private final ProviderSet providers;

  PaymentProducer(PaymentEndpoint endpoint, PaymentEngine engine, PaymentStep step) {
    super(endpoint);
    this.engine = engine;
    this.step = step;
    this.providers = ProviderSets.of(endpoint.getCamelContext());
  }

  @Override
  public boolean process(Exchange exchange, AsyncCallback callback) {
    return AsyncStep.answer(
        exchange,
        callback,
        () ->
            engine.execute(
                step, engine.caller(exchange), exchange.getMessage().getBody(), providers),
        AsyncStep.failing("the payment step failed"));
  }
}
