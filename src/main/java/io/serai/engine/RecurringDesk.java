package io.serai.engine;

import io.serai.payment.Operation;
import io.serai.provider.ProviderSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Customers, products, plans and subscriptions, which the room of subscriptions keeps and has
 * providers make (S0.2 to S0.5). Futures fail with {@link io.serai.payment.SeraiException} where
 * nothing was sent. Thread-safe; never blocks.
 */
public interface RecurringDesk {

  /**
   * What a step of a route was asked.
   *
   * @param tenant for whom
   * @param key the idempotency key within the tenant
   * @param fingerprint what must be the same under the same key
   * @param trace trace id
   * @param body the neutral request
   * @param providers whom the step names: the one that the request names or that has what the
   *     request is about, else the first
   */
  record Request(
      String tenant,
      String key,
      String fingerprint,
      String trace,
      Map<String, Object> body,
      List<String> providers) {}

  /**
   * Makes one at a provider, once for each key; repeated, it tells how it stands.
   *
   * @param operation customer, product, plan or subscribe
   * @param providers those that the route knows
   * @return the neutral answer
   */
  CompletableFuture<Map<String, Object>> create(
      Operation operation, Request request, ProviderSet providers);

  /**
   * Ends a subscription or puts it on another plan, at the provider that has it.
   *
   * @param operation unsubscribe or change_plan
   * @param providers those that there are now
   * @return the neutral answer
   */
  CompletableFuture<Map<String, Object>> change(
      Operation operation, Request request, ProviderSet providers);

  /**
   * One as it stands.
   *
   * @param body names it by the member {@code customer}, {@code product}, {@code plan} or {@code
   *     subscription}
   */
  CompletableFuture<Map<String, Object>> standing(String tenant, Map<String, Object> body);
}
