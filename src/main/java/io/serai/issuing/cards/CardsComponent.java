package io.serai.issuing.cards;

import java.util.Map;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.DefaultEndpoint;

/** The component {@code cards:}, what routes do with cards for programs: {@code cards:block}. */
final class CardsComponent extends DefaultComponent {

  private final CardDesk desk;

  CardsComponent(CardDesk desk) {
    this.desk = desk;
  }

  @Override
  protected Endpoint createEndpoint(String uri, String word, Map<String, Object> parameters) {
    CardStep step = CardStep.of(word);
    return new DefaultEndpoint(uri, this) {
      @Override
      public Producer createProducer() {
        return new CardsProducer(this, desk, step);
      }

      @Override
      public Consumer createConsumer(Processor processor) {
        throw new UnsupportedOperationException("cards: is a step, routes begin with from: entry:");
      }
    };
  }
}
