package io.serai.events;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import org.apache.camel.AsyncCallback;
import org.apache.camel.AsyncProcessor;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultAsyncProducer;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.DefaultConsumer;
import org.apache.camel.support.DefaultEndpoint;

/** {@code entry:} between two contexts, without sets: what is sent to a name goes to its route. */
public final class EntryDouble extends DefaultComponent {

  private final Map<String, AsyncProcessor> routes;
  private final BooleanSupplier fails;

  /** A bridge to the routes that are registered in the map; share it between the contexts. */
  public EntryDouble(Map<String, AsyncProcessor> routes) {
    this(routes, () -> false);
  }

  /** A bridge that fails instead, as often as the supplier says so. */
  public EntryDouble(Map<String, AsyncProcessor> routes, BooleanSupplier fails) {
    this.routes = routes;
    this.fails = fails;
  }

  /** An empty bridge. */
  public static Map<String, AsyncProcessor> bridge() {
    return new ConcurrentHashMap<>();
  }

  @Override
  protected Endpoint createEndpoint(String uri, String name, Map<String, Object> parameters) {
    return new DefaultEndpoint(uri, this) {
      @Override
      public Producer createProducer() {
        return new ToRoute(this, name);
      }

      @Override
      public Consumer createConsumer(Processor processor) {
        var consumer = new DefaultConsumer(this, processor);
        routes.put(name, consumer.getAsyncProcessor());
        return consumer;
      }
    };
  }

  private final class ToRoute extends DefaultAsyncProducer {

    private final String name;

    private ToRoute(Endpoint endpoint, String name) {
      super(endpoint);
      this.name = name;
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
      AsyncProcessor route = routes.get(name);
      if (route == null || fails.getAsBoolean()) {
        exchange.setException(new IllegalStateException("entry:" + name + " fails"));
        callback.done(true);
        return true;
      }
      Exchange copy = exchange.copy();
      return route.process(
          copy,
          doneSync -> {
            exchange.getMessage().setBody(copy.getMessage().getBody());
            exchange.getMessage().getHeaders().putAll(copy.getMessage().getHeaders());
            exchange.getProperties().putAll(copy.getProperties());
            exchange.setException(copy.getException());
            callback.done(doneSync);
          });
    }
  }
}
