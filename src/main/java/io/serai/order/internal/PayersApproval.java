package io.serai.order.internal;

import io.serai.order.OrderSettings;
import io.serai.payment.Operation;
import io.serai.payment.SendBy;
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
 * Sets an order up at its provider, and asks there whether the payer has approved it. No money
 * moves by either, so neither is journaled; both may be repeated. Nothing blocks.
 */
final class PayersApproval {

  private static final Duration SEND_WITHIN = Duration.ofSeconds(5);

  private final Attempts attempts;
  private final ProviderDirectory providers;
  private final OrderSettings settings;
  private final Clock clock;

  PayersApproval(
      Attempts attempts, ProviderDirectory providers, OrderSettings settings, Clock clock) {
    this.attempts = attempts;
    this.providers = providers;
    this.settings = settings;
    this.clock = clock;
  }

  /** What the provider says of an order. */
  sealed interface Said {

    /** The payer is to approve it. */
    record Waits(String reference, @Nullable String url) implements Said {}

    /** The payer has approved it; also where it was captured since. */
    record Approved() implements Said {}

    /** It is there no more: voided, or its time has passed. */
    record Gone(String code) implements Said {}

    /** The provider does not take it. */
    record Refused(String code) implements Said {}

    /** Nobody knows; ask again. */
    record Unknown(String code) implements Said {}
  }

  /** Sets it up; the same order is set up once, however often this is asked. */
  CompletableFuture<Said> prepare(Order order) {
    return ask(order, Operation.PREPARE, order.id())
        .thenApply(
            asked ->
                switch (asked.outcome().kind()) {
                  case PENDING -> {
                    String reference = asked.text("provider_reference");
                    String url = asked.text("redirect");
                    yield reference.isEmpty()
                        ? new Said.Unknown("no_reference")
                        : new Said.Waits(reference, url.isEmpty() ? null : url);
                  }
                  case DECLINED ->
                      asked.outcome().elsewhere()
                          ? new Said.Unknown(asked.outcome().code())
                          : new Said.Refused(asked.outcome().code());
                  case APPROVED, NOT_SENT, UNKNOWN -> new Said.Unknown(asked.outcome().code());
                });
  }

  /** Asks how it stands. */
  CompletableFuture<Said> look(Order order) {
    return ask(order, Operation.INQUIRY, order.id() + ".look").thenApply(PayersApproval::looked);
  }

  private static Said looked(Heard asked) {
    return switch (asked.text("order_status")) {
      case "APPROVED", "COMPLETED" -> new Said.Approved();
      case "CREATED", "SAVED", "PAYER_ACTION_REQUIRED" ->
          new Said.Waits(asked.text("provider_reference"), null);
      case "VOIDED" -> new Said.Gone("voided");
      default ->
          asked.text("status").equals("404")
              ? new Said.Gone("not_found")
              : new Said.Unknown(asked.outcome().code());
    };
  }

  private CompletableFuture<Heard> ask(Order order, Operation operation, String key) {
    try {
      Provider provider = providers.active().get(order.provider());
      return Heard.of(
          attempts, provider, call(order, operation, key), SendBy.within(SEND_WITHIN, clock));
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private ProviderCall call(Order order, Operation operation, String key) {
    Map<String, Object> method = new LinkedHashMap<>();
    method.put("type", order.provider());
    if (order.reference() != null) {
      method.put("token", order.reference());
    }
    method.put("return_url", settings.returnUrl());
    method.put("cancel_url", settings.cancelUrl());
    return new ProviderCall(
        operation,
        order.id(),
        key,
        null, // it is about the order, not about a capture of it
        null,
        order.total(),
        "",
        method,
        null,
        "cluster " + order.request().clusterName(),
        0,
        false);
  }
}
