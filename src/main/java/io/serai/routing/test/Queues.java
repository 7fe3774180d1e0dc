package io.serai.routing.test;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.PropertyConfigurer;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.DefaultConsumer;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.camel.support.DefaultProducer;
import org.jspecify.annotations.Nullable;

/** The queues of a test, in the place of SQS and Kafka. Thread-safe. */
final class Queues {

  private final Map<String, DefaultConsumer> consumers = new TreeMap<>();
  private final List<Map<String, Object>> sent = new ArrayList<>();

  /** A component that reads from these queues and writes to them, whatever its options are. */
  DefaultComponent component() {
    return new QueueComponent(this);
  }

  /** Names of the queues that an entry reads. */
  synchronized Set<String> names() {
    return Set.copyOf(consumers.keySet());
  }

  /**
   * Gives a message to the entry that reads the queue.
   *
   * @return true if the entry is done with it, false if it stays on the queue
   */
  CompletableFuture<Boolean> deliver(String queue, String body) {
    DefaultConsumer consumer;
    synchronized (this) {
      consumer = consumers.get(queue);
    }
    if (consumer == null) {
      throw new IllegalArgumentException(queue);
    }
    var done = new CompletableFuture<Boolean>();
    Exchange exchange = consumer.createExchange(false);
    exchange.getIn().setBody(body);
    exchange.getIn().setHeader("CamelAwsSqsReceiptHandle", "receipt");
    var unused =
        consumer
            .getAsyncProcessor()
            .process(exchange, doneSync -> done.complete(exchange.getException() == null));
    return done;
  }

  /** What was sent since the last time that this was asked. */
  synchronized List<Map<String, Object>> taken() {
    List<Map<String, Object>> taken = List.copyOf(sent);
    sent.clear();
    return taken;
  }

  private synchronized void register(String queue, @Nullable DefaultConsumer consumer) {
    if (consumer == null) {
      consumers.remove(queue);
    } else {
      consumers.put(queue, consumer);
    }
  }

  private synchronized void send(String queue, Exchange exchange) {
    Map<String, Object> message = new LinkedHashMap<>();
    message.put("to", queue);
    message.put("body", Request.json(String.valueOf(exchange.getMessage().getBody(String.class))));
    message.put("headers", new TreeMap<>(exchange.getMessage().getHeaders()));
    sent.add(message);
  }

  private static final class QueueComponent extends DefaultComponent {

    private final Queues queues;

    QueueComponent(Queues queues) {
      this.queues = queues;
      setAutowiredEnabled(false);
    }

    // Camel finds these by the component's name, and they expect the real one.
    @Override
    public @Nullable PropertyConfigurer getComponentPropertyConfigurer() {
      return null;
    }

    @Override
    public @Nullable PropertyConfigurer getEndpointPropertyConfigurer() {
      return null;
    }

    @Override
    protected Endpoint createEndpoint(String uri, String queue, Map<String, Object> parameters) {
      parameters.clear(); // they say how to reach a server that is not there
      return new QueueEndpoint(uri, this, queues, queue);
    }
  }

  private static final class QueueEndpoint extends DefaultEndpoint {

    private final Queues queues;
    private final String queue;

    QueueEndpoint(String uri, QueueComponent component, Queues queues, String queue) {
      super(uri, component);
      this.queues = queues;
      this.queue = queue;
    }

    @Override
    public boolean isLenientProperties() {
      return true;
    }

    @Override
    public Producer createProducer() {
      return new DefaultProducer(this) {
        @Override
        public void process(Exchange exchange) {
          queues.send(queue, exchange);
        }
      };
    }

    @Override
    public Consumer createConsumer(Processor processor) {
      return new DefaultConsumer(this, processor) {
        @Override
        protected void doStart() throws Exception {
          super.doStart();
          queues.register(queue, this);
        }

        @Override
        protected void doStop() throws Exception {
          queues.register(queue, null);
          super.doStop();
        }
      };
    }
  }
}
