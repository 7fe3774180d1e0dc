package io.serai.engine;

import io.serai.payment.Money;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Charges that a room of the hub asks for by itself, such as the capture of an order that the payer
 * has approved. They go the way of every charge: key, caps, intent, one attempt, outcome, and what
 * is unknown is resolved. Thread-safe; nothing blocks.
 */
public interface Charges {

  /**
   * Charges once for the key, however often it is asked; asked again, it tells the current state.
   *
   * @return what became of it; fails with {@link io.serai.payment.SeraiException} where nothing is
   *     known of it now, among them {@link io.serai.payment.CapExceeded}: the same may be asked
   *     again
   */
  CompletableFuture<Result> charge(Request request);

  /**
   * What is charged.
   *
   * @param tenant for whom
   * @param key the idempotency key within the tenant
   * @param route what counts as its route for caps and in the history
   * @param providers whom to ask, in order
   * @param money how much
   * @param method how it is paid
   * @param reference the caller's own name for it
   * @param trace trace id
   */
  record Request(
      String tenant,
      String key,
      String route,
      List<String> providers,
      Money money,
      Map<String, Object> method,
      String reference,
      String trace) {}

  /**
   * A charge as it stands.
   *
   * @param payment the payment's id
   * @param outcome approved, declined, pending, unknown, or failed: provably nothing was sent, and
   *     the key is free
   * @param code the provider's code of a decline, else the reason
   */
  record Result(String payment, String outcome, String code) {}
}
