package io.serai.issuing.cards;

import io.serai.payment.ErrorCode;
import io.serai.payment.SeraiException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultAsyncProducer;
import org.jspecify.annotations.Nullable;

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
    CompletableFuture<Map<String, Object>> answer;
    try {
      answer =
          desk.execute(step, CardCaller.of(exchange), Asked.of(exchange.getMessage().getBody()));
    } catch (RuntimeException e) {
      exchange.setException(cause(e));
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

  private static SeraiException cause(Throwable failure) {
    @Nullable Throwable cause = failure;
    while (cause instanceof CompletionException && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause instanceof SeraiException known
        ? known
        : new SeraiException(ErrorCode.INTERNAL, null, "the step with a card failed", cause);
  }
}
