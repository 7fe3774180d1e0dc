package io.serai.routing.test;

import io.serai.engine.RecurringDesk;
import io.serai.payment.ErrorCode;
import io.serai.payment.Operation;
import io.serai.payment.SeraiException;
import io.serai.provider.ProviderSet;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Stands in for subscriptions, which a route test has none of; says what it was asked. */
final class NoSubscriptions implements RecurringDesk {

  @Override
  public CompletableFuture<Map<String, Object>> create(
      Operation operation, Request request, ProviderSet providers) {
    return refused(operation.word() + " at " + String.join(", ", request.providers()));
  }

  @Override
  public CompletableFuture<Map<String, Object>> change(
      Operation operation, Request request, ProviderSet providers) {
    return refused(operation.word() + " of " + request.body().get("subscription"));
  }

  @Override
  public CompletableFuture<Map<String, Object>> standing(String tenant, Map<String, Object> body) {
    return refused("how " + String.join(", ", body.keySet()) + " stands");
  }

  private static CompletableFuture<Map<String, Object>> refused(String what) {
    return CompletableFuture.failedFuture(
        new SeraiException(
            ErrorCode.NOT_READY, "subscriptions are not there in a route test: " + what));
  }
}
