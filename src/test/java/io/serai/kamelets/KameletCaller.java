package io.serai.kamelets;

import io.serai.doubles.Doubles;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.camel.AsyncProducer;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.component.kamelet.KameletComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;

/** The Kamelets in a bare CamelContext, called as the engine calls them. */
final class KameletCaller implements AutoCloseable {

  private final CamelContext context = new DefaultCamelContext();
  private final Doubles doubles;

  KameletCaller(Doubles doubles) {
    this.doubles = doubles;
    KameletComponent kamelets = context.getComponent("kamelet", KameletComponent.class);
    kamelets.setLocation("file:kamelets");
    context.start();
  }

  /** One call under way. */
  record Started(Exchange exchange, boolean finishedAtOnce, CompletableFuture<Exchange> end) {

    Map<?, ?> evidence() throws Exception {
      return end.get(20, TimeUnit.SECONDS).getMessage().getBody(Map.class);
    }

    Exception failure() throws Exception {
      Exception exception = end.get(20, TimeUnit.SECONDS).getException();
      if (exception == null) {
        throw new AssertionError("no exception, but " + exchange.getMessage().getBody());
      }
      return exception;
    }
  }

  Started start(String provider, Map<String, Object> call) throws Exception {
    return start(provider, call, "");
  }

  Started start(String provider, Map<String, Object> call, String parameters) throws Exception {
    AsyncProducer producer =
        context
            .getEndpoint(
                "kamelet:%s-action?url=RAW(%s)&apiKey=RAW(sandbox)%s"
                    .formatted(provider, doubles.url(provider), parameters))
            .createAsyncProducer();
    producer.start();
    Exchange exchange = new DefaultExchange(context);
    exchange.getMessage().setBody(call);
    exchange.getMessage().setHeader("X-From-Caller", "must not reach the provider");
    CompletableFuture<Exchange> end = new CompletableFuture<>();
    boolean finished = producer.process(exchange, doneSync -> end.complete(exchange));
    return new Started(exchange, finished, end);
  }

  Map<?, ?> call(String provider, Map<String, Object> call) throws Exception {
    Started started = start(provider, call);
    Exception exception = started.end().get(20, TimeUnit.SECONDS).getException();
    if (exception != null) {
      throw new ExecutionException(exception);
    }
    return started.evidence();
  }

  @Override
  public void close() {
    context.stop();
  }
}
