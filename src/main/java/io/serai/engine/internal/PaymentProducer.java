package io.serai.engine.internal;

import io.serai.payment.ErrorCode;
import io.serai.payment.SeraiException;
import io.serai.provider.ProviderSet;
import io.serai.provider.ProviderSets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultAsyncProducer;
import org.jspecify.annotations.Nullable;

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
    CompletableFuture<Map<String, Object>> answer;
    try {
      answer =
          engine.execute(step, engine.caller(exchange), exchange.getMessage().getBody(), providers);
    } catch (SeraiException e) {
      exchange.setException(e);
      callback.done(true);
      return true;
    }
    var unused =
        answer.whenComplete(
            (body, failure) -> {
              if (failure != null) {
                exchange.setException(cause(failure));
              } else {
                exchange.getMessage().setBody(body);
              }
              callback.done(false);
            });
    return false;
  }

  private static SeraiException cause(@Nullable Throwable failure) {
    Throwable cause = failure;
    while (cause instanceof CompletionException && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause instanceof SeraiException known
        ? known
        : new SeraiException(ErrorCode.INTERNAL, null, "the payment step failed", cause);
  }
}
