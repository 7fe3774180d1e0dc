package io.serai.step;

import io.serai.payment.ErrorCode;
import io.serai.payment.SeraiException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;

/** How a step of a route waits for its answer: without a thread. Thread-safe. */
public final class AsyncStep {

  private AsyncStep() {}

  /**
   * Asks, and lets the exchange go on with the answer as its body, or with an exception of the
   * hub's own.
   *
   * @param ask may throw as well as answer with a failure
   * @param failed what a failure means; it gets the cause, without the wrapping of futures
   * @return what {@link org.apache.camel.AsyncProcessor#process(Exchange, AsyncCallback)} returns
   */
  public static boolean answer(
      Exchange exchange,
      AsyncCallback callback,
      Supplier<CompletableFuture<Map<String, Object>>> ask,
      Function<Throwable, SeraiException> failed) {
    CompletableFuture<Map<String, Object>> answer;
    try {
      answer = ask.get();
    } catch (RuntimeException e) {
      exchange.setException(failed.apply(cause(e)));
      callback.done(true);
      return true;
    }
    var unused =
        answer.whenComplete(
            (body, failure) -> {
              if (failure != null) {
                exchange.setException(failed.apply(cause(failure)));
              } else {
                exchange.getMessage().setBody(body);
              }
              callback.done(false);
            });
    return false;
  }

  /** What the hub has said itself stays as it is; all else is {@link ErrorCode#INTERNAL}. */
  public static Function<Throwable, SeraiException> failing(String message) {
    return failure ->
        failure instanceof SeraiException known
            ? known
            : new SeraiException(ErrorCode.INTERNAL, null, message, failure);
  }

  private static Throwable cause(Throwable failure) {
    Throwable cause = failure;
    while (cause instanceof CompletionException && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause;
  }
}
