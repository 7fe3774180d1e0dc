package io.serai.routing.test;

import java.util.Map;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.camel.support.DefaultProducer;

/**
 * Stands for steps over a database that no route test has, such as {@code cards:}: the body goes by
 * as it is, so that what the route sends and to whom can be tested all the same.
 */
final class PassedBy extends DefaultComponent {

  @Override
  protected Endpoint createEndpoint(String uri, String rest, Map<String, Object> parameters) {
    parameters.clear();
    return new DefaultEndpoint(uri, this) {
      @Override
      public Producer createProducer() {
        return new DefaultProducer(this) {
          @Override
          public void process(Exchange exchange) {
            // As it is.
          }
        };
      }

      @Override
      public Consumer createConsumer(Processor processor) {
        throw new UnsupportedOperationException("only a step");
      }
    };
  }
}
