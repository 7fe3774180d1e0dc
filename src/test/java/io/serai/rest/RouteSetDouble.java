package io.serai.rest;

import io.serai.payment.ExchangeKeys;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultAsyncProducer;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.DefaultEndpoint;

/** Stands for the route set: {@code entry:<name>} answers what the test says, when it says. */
final class RouteSetDouble extends DefaultComponent {

  /** What an entry was handed. */
  record Handed(
      String entry, Map<?, ?> body, Map<String, Object> headers, Map<String, Object> keys) {
    String key(String name) {
      return String.valueOf(keys.get(name));
    }
  }

  private final Map<String, Function<Handed, CompletableFuture<?>>> answers =
      new ConcurrentHashMap<>();
  final List<Handed> handed = new CopyOnWriteArrayList<>();

  void answer(String entry, Function<Handed, CompletableFuture<?>> answer) {
    answers.put(entry, answer);
  }

  void answer(String entry, Object body) {
    answer(entry, request -> CompletableFuture.completedFuture(body));
  }

  void fail(String entry, Throwable error) {
    answer(entry, request -> CompletableFuture.failedFuture(error));
  }

  Handed last() {
    return handed.get(handed.size() - 1);
  }

  @Override
  protected Endpoint createEndpoint(String uri, String name, Map<String, Object> parameters) {
    return new DefaultEndpoint(uri, this) {
      @Override
      public Producer createProducer() {
        return new DefaultAsyncProducer(this) {
          @Override
          public boolean process(Exchange exchange, AsyncCallback callback) {
            return hand(name, exchange, callback);
          }
        };
      }

      @Override
      public Consumer createConsumer(Processor processor) {
        throw new UnsupportedOperationException("only handed to");
      }
    };
  }

  private boolean hand(String name, Exchange exchange, AsyncCallback callback) {
    Map<String, Object> keys = new HashMap<>();
    for (String key :
        List.of(
            ExchangeKeys.TENANT,
            ExchangeKeys.CHANNEL,
            ExchangeKeys.KEY,
            ExchangeKeys.FINGERPRINT,
            ExchangeKeys.TRACE)) {
      Object value = exchange.getProperty(key);
      if (value != null) {
        keys.put(key, value);
      }
    }
    Handed request =
        new Handed(
            name,
            exchange.getMessage().getBody(Map.class),
            Map.copyOf(exchange.getMessage().getHeaders()),
            keys);
    handed.add(request);
    Function<Handed, CompletableFuture<?>> answer = answers.get(name);
    if (answer == null) {
      throw new IllegalStateException("the test says nothing for entry:" + name);
    }
    var unused =
        answer
            .apply(request)
            .whenComplete(
                (body, error) -> {
                  if (error == null) {
                    exchange.getMessage().setBody(body);
                  } else {
                    exchange.setException(error);
                  }
                  callback.done(false);
                });
    return false;
  }
}
