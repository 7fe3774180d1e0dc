package io.serai.order.internal;

import io.serai.payment.ErrorCode;
import io.serai.payment.ExchangeKeys;
import io.serai.payment.SeraiException;
import io.serai.step.AsyncStep;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.support.AsyncProcessorSupport;

/**
 * The step of a route that answers a request about orders: which, the REST entry has said. The
 * result is left in the body. Asynchronous: nothing waits.
 */
final class OrderStep extends AsyncProcessorSupport {

  /** The exchange property with the contract's operation, which the REST entry sets. */
  private static final String OPERATION = "serai.rest.operation";

  private final OrderDesk desk;

  OrderStep(OrderDesk desk) {
    this.desk = desk;
  }

  @Override
  public boolean process(Exchange exchange, AsyncCallback callback) {
    return AsyncStep.answer(exchange, callback, () -> answer(exchange), OrderStep::known);
  }

  private CompletableFuture<Map<String, Object>> answer(Exchange exchange) {
    Map<?, ?> body = exchange.getMessage().getBody(Map.class);
    var caller =
        new OrderDesk.Caller(
            text(exchange, ExchangeKeys.TENANT),
            text(exchange, ExchangeKeys.KEY),
            text(exchange, ExchangeKeys.FINGERPRINT),
            text(exchange, ExchangeKeys.TRACE));
    return switch (text(exchange, OPERATION)) {
      case "getOrderPrices" -> CompletableFuture.completedFuture(desk.prices());
      case "createOrder" -> desk.create(caller, body);
      case "approveOrder" -> desk.approve(caller, String.valueOf(body.get("order_id")));
      default ->
          throw new SeraiException(
              ErrorCode.CONFIGURATION, "the step 'orders' is for what is asked of orders alone");
    };
  }

  private static String text(Exchange exchange, String name) {
    String value = exchange.getProperty(name, String.class);
    return value == null ? "" : value;
  }

  private static SeraiException known(Throwable cause) {
    if (cause instanceof RejectedExecutionException) {
      return new SeraiException(
          ErrorCode.OVERLOADED, "the hub takes no more work just now; nothing was charged");
    }
    return cause instanceof org.springframework.dao.DataAccessException
        ? new SeraiException(
            ErrorCode.JOURNAL_UNAVAILABLE,
            null,
            "orders cannot be written just now; nothing was charged, send the same again",
            cause)
        : AsyncStep.failing("the order's step failed").apply(cause);
  }
}
