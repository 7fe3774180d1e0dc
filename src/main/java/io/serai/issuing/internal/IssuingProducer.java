package io.serai.issuing.internal;

import io.serai.step.AsyncStep;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultAsyncProducer;

/** Hands an exchange to the issuer and goes on when it calls back; nothing waits. */
final class IssuingProducer extends DefaultAsyncProducer {

  private final Issuer issuer;
  private final IssuingStep step;

  IssuingProducer(IssuingEndpoint endpoint, Issuer issuer, IssuingStep step) {
    super(endpoint);
    this.issuer = issuer;
    this.step = step;
  }

  @Override
  public boolean process(Exchange exchange, AsyncCallback callback) {
    return AsyncStep.answer(
        exchange,
        callback,
        () -> issuer.decide(step, exchange),
        AsyncStep.failing("the issuing step failed"));
  }
}
