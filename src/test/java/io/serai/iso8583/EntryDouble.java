package io.serai.iso8583;

import java.util.Map;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultAsyncProducer;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.DefaultEndpoint;
import org.jspecify.annotations.Nullable;

/**
 * Stands where {@code entry:} or {@code payment:} stands in the hub: hands every exchange to what a
 * test decides.
 */
final class EntryDouble extends DefaultComponent {

  /** Decides an exchange, at once or later, on any thread. */
  interface Set {
    void decide(String entry, Exchange exchange, Runnable done);
  }

  private final Set set;

  EntryDouble(Set set) {
    this.set = set;
  }

  @Override
  protected Endpoint createEndpoint(String uri, String name, Map<String, Object> parameters) {
    String entry = parameters.isEmpty() ? name : name + parameters;
    parameters.clear();
    return new DefaultEndpoint(uri, this) {
      @Override
      public Producer createProducer() {
        return new DefaultAsyncProducer(this) {
          @Override
          public boolean process(Exchange exchange, AsyncCallback callback) {
            set.decide(entry, exchange, () -> callback.done(false));
            return false;
          }
        };
      }

      @Override
      public @Nullable Consumer createConsumer(Processor processor) {
        throw new UnsupportedOperationException("the double has no sets");
      }

      @Override
      protected String createEndpointUri() {
        return uri;
      }
    };
  }
}
