package io.serai.issuing.cards;

import io.serai.step.AsyncStep;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultAsyncProducer;

/** Hands an exchange to the desk and goes on when it calls back; no thread waits. */
final class CardsProducer extends DefaultAsyncProducer {

  private final CardDesk desk;
  private final CardStep step;

  CardsProducer(Endpoint endpoint, CardDesk desk, CardStep step) {
    super(endpoint);
    this.desk = desk;
    this.step = step;
  }

  @Override
  public boolean process(Exchange exchange, AsyncCallback callback) {
    return AsyncStep.answer(
        exchange,
        callback,
        () ->
            desk.execute(step, CardCaller.of(exchange), Asked.of(exchange.getMessage().getBody())),
        AsyncStep.failing("the step with a card failed"));
  }
}
