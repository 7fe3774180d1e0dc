package io.serai.engine.internal;

import io.serai.engine.Charges;
import io.serai.payment.Channel;
import io.serai.payment.SeraiException;
import io.serai.provider.ProviderDirectory;
import io.serai.provider.Strategy;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** The engine's charges for the hub's own workers: a caller is made for each, nothing else. */
final class ChargesOfTheHub implements Charges {

  private final PaymentEngine engine;
  private final Tools tools;
  private final ProviderDirectory providers;

  ChargesOfTheHub(PaymentEngine engine, Tools tools, ProviderDirectory providers) {
    this.engine = engine;
    this.tools = tools;
    this.providers = providers;
  }

  @Override
  public CompletableFuture<Result> charge(Request request) {
    try {
      PaymentStep step =
          PaymentStep.of(
              "charge",
              String.join(",", request.providers()),
              Strategy.PRIORITY.word(),
              "",
              "stop");
      return engine
          .execute(step, caller(request), body(request), providers.active())
          .thenApply(ChargesOfTheHub::result);
    } catch (SeraiException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private Caller caller(Request request) {
    String fingerprint = tools.journal().keyed(request.key() + "\n" + request.money());
    return new Caller(
        request.tenant(),
        Channel.REST,
        null,
        request.key(),
        fingerprint,
        request.trace(),
        request.route(),
        "",
        null);
  }

  private static Map<String, Object> body(Request request) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("amount", request.money().minor());
    body.put("currency", request.money().currency().alphabetic());
    body.put("method", request.method());
    body.put("reference", request.reference());
    return body;
  }

  private static Result result(Map<String, Object> answer) {
    Object code = answer.getOrDefault("decline_code", answer.get("code"));
    return new Result(
        String.valueOf(answer.get("id")),
        String.valueOf(answer.get("outcome")),
        String.valueOf(code));
  }
}
