package io.serai.subscription.internal;

import io.serai.payment.ErrorCode;
import io.serai.payment.Operation;
import io.serai.payment.SendBy;
import io.serai.payment.SeraiException;
import io.serai.provider.Attempts;
import io.serai.provider.Heard;
import io.serai.provider.Provider;
import io.serai.provider.ProviderCall;
import io.serai.provider.ProviderDirectory;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Asks the provider of a row. The key is the row's and its step's, so that the same step sent again
 * is done once there; asking how something stands changes nothing. Nothing blocks.
 */
final class AtProvider {

  private static final Duration SEND_WITHIN = Duration.ofSeconds(5);

  private final Attempts attempts;
  private final ProviderDirectory providers;
  private final Clock clock;

  AtProvider(Attempts attempts, ProviderDirectory providers, Clock clock) {
    this.attempts = attempts;
    this.providers = providers;
    this.clock = clock;
  }

  /** The row's provider, if the active set of routes still has it. */
  Provider of(Recurring row) {
    return providers.active().get(row.made().provider());
  }

  /** Has it made; by its id alone, so that there is never a second one. */
  CompletableFuture<Heard> create(Recurring row) {
    return changing(row, row.made().kind().operation(), row.id());
  }

  /** Has a subscription ended or put on the plan that is wanted. */
  CompletableFuture<Heard> change(Recurring row, Operation operation) {
    return changing(row, operation, row.id() + "." + row.seq());
  }

  /** How a subscription stands. */
  CompletableFuture<Heard> look(Recurring row) {
    return send(of(row), call(row, Operation.SUBSCRIPTION, row.id() + ".look"));
  }

  private CompletableFuture<Heard> changing(Recurring row, Operation operation, String key) {
    Provider provider = of(row);
    if (attempts.bypasses(provider, key)) {
      throw new SeraiException(ErrorCode.PROVIDERS_UNAVAILABLE, provider.name() + " is left out");
    }
    return send(provider, call(row, operation, key));
  }

  private CompletableFuture<Heard> send(Provider provider, ProviderCall call) {
    return Heard.of(attempts, provider, call, SendBy.within(SEND_WITHIN, clock));
  }

  private static ProviderCall call(Recurring row, Operation operation, String key) {
    Recurring.Made made = row.made();
    Map<String, Object> what = new LinkedHashMap<>(made.request());
    what.remove("setup_fee"); // the engine's, which takes it as a payment
    Standing.PlanRef wanted = row.now().wanted();
    if (wanted != null) {
      what.put("plan_reference", wanted.reference());
    }
    @Nullable String reference = row.now().facts().reference();
    return new ProviderCall(
        operation,
        made.id(),
        key,
        null,
        reference,
        made.money(),
        "",
        what,
        null,
        made.text("reference"),
        0, // what is heard too late is asked for again
        false);
  }
}
