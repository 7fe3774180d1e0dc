package io.serai.issuing.internal;

import io.serai.payment.ErrorCode;
import io.serai.payment.SeraiException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultAsyncProducer;
import org.jspecify.annotations.Nullable;

/** Hands an exchange to the issuer and goes on when it calls back; nothing waits. */
final class IssuingProducer extends DefaultAsyncProducer {

  private final Issuer issuer;
  private final IssuingStep step;

  IssuingProducer(IssuingEndpoint endpoint, Issuer issuer, IssuingStep step) {
    super(endpoint);
    this.issuer = issuer;
    this.step = step;
  }

  @Override
  public boolean process(Exchange exchange, AsyncCallback callback) {
    CompletableFuture<Map<String, Object>> answer;
    try {
      answer = issuer.decide(step, exchange);
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

  private static SeraiException cause(@Nullable Throwable failure) {
    Throwable cause = failure;
    while (cause instanceof CompletionException && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause instanceof SeraiException known
        ? known
        : new SeraiException(ErrorCode.INTERNAL, null, "the issuing step failed", cause);
  }
}
