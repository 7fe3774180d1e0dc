package io.serai.engine.internal;

import io.serai.engine.Refunds;
import io.serai.payment.Channel;
import io.serai.provider.ProviderDirectory;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The engine's refunds for the hub's own workers: a caller is made for each, nothing else. */
final class RefundsOfTheHub implements Refunds {

  private static final String QUEUED = "refunds";

  private final PaymentEngine engine;
  private final Tools tools;
  private final ProviderDirectory providers;

  RefundsOfTheHub(PaymentEngine engine, Tools tools, ProviderDirectory providers) {
    this.engine = engine;
    this.tools = tools;
    this.providers = providers;
  }

  @Override
  public CompletableFuture<Result> refundAll(
      String tenant, String payment, String key, String route) {
    return engine
        .refund(
            refunding ->
                refunding.refundAll(caller(tenant, key, route), payment, providers.active()))
        .thenApply(RefundsOfTheHub::result);
  }

  @Override
  public CompletableFuture<Optional<Result>> carryOut(
      String tenant, String payment, String subject) {
    return engine
        .refund(
            refunding ->
                refunding.carryOut(
                    caller(tenant, subject, QUEUED), payment, subject, providers.active()))
        .thenApply(answer -> answer.isEmpty() ? Optional.empty() : Optional.of(result(answer)));
  }

  private Caller caller(String tenant, String key, String route) {
    String fingerprint = tools.journal().keyed(key);
    return new Caller(tenant, Channel.QUEUE, null, key, fingerprint, "", route, "", null);
  }

  private static Result result(Map<String, Object> answer) {
    String state = text(answer, "state", "unknown");
    return new Result(
        text(answer, "id", ""),
        state,
        answer.get("amount") instanceof Number minor ? minor.longValue() : null,
        answer.get("currency") instanceof String currency ? currency : null,
        text(answer, "decline_code", text(answer, "code", state)),
        "failed".equals(answer.get("outcome")));
  }

  private static String text(Map<String, Object> answer, String name, String otherwise) {
    @Nullable Object value = answer.get(name);
    return value == null ? otherwise : value.toString();
  }
}
