package io.serai.subscription.internal;

import io.serai.engine.RecurringDesk.Request;
import io.serai.payment.Currency;
import io.serai.payment.ErrorCode;
import io.serai.payment.Ids;
import io.serai.payment.Money;
import io.serai.payment.Operation;
import io.serai.payment.SeraiException;
import io.serai.provider.Provider;
import io.serai.provider.ProviderSet;
import io.serai.provider.Sale;
import io.serai.subscription.SubscriptionSettings;
import io.serai.subscription.internal.Standing.PlanRef;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes rows of requests that the contract has checked: finds what they are about and whom they are
 * for. Each mistake names its field. Blocking.
 */
final class Wishes {

  private final RecurringStore store;
  private final SubscriptionSettings settings;
  private final Ids ids;
  private final Clock clock;

  Wishes(RecurringStore store, SubscriptionSettings settings, Ids ids, Clock clock) {
    this.store = store;
    this.settings = settings;
    this.ids = ids;
    this.clock = clock;
  }

  /** A new one; nothing is written or sent yet. */
  Recurring fresh(Kind kind, Request request, ProviderSet providers) {
    return switch (kind) {
      case CUSTOMER, PRODUCT -> {
        Provider provider = Chosen.of(kind.operation(), request, providers, null);
        yield made(kind, request, provider, request.body(), null);
      }
      case PLAN -> plan(request, providers);
      case SUBSCRIPTION -> subscription(request, providers);
    };
  }

  private Recurring plan(Request request, ProviderSet providers) {
    Recurring product = parent(request, Kind.PRODUCT);
    Provider provider = Chosen.of(Operation.PLAN, request, providers, product.made().provider());
    Map<String, Object> body = new LinkedHashMap<>(request.body());
    body.put("product_reference", reference(product));
    Recurring plan = made(Kind.PLAN, request, provider, body, null);
    Money price = plan.made().money();
    provider
        .definition()
        .terms()
        .refuses(new Sale(price, null, null))
        .ifPresent(
            code -> {
              throw notTaken(code, provider, price.currency());
            });
    return plan;
  }

  private static SeraiException notTaken(ErrorCode code, Provider provider, Currency currency) {
    return new SeraiException(
        code,
        "currency",
        "currency: " + currency.alphabetic() + " is not taken by " + provider.name(),
        null);
  }

  private Recurring subscription(Request request, ProviderSet providers) {
    Recurring plan = parent(request, Kind.PLAN);
    Provider provider =
        Chosen.able(
            Chosen.of(Operation.SUBSCRIBE, request, providers, plan.made().provider()),
            Operation.SUBSCRIPTION, // or it could not be read back (S1.30)
            "plan");
    Map<String, Object> body = new LinkedHashMap<>(request.body());
    body.put("plan_reference", reference(plan));
    if (body.containsKey("customer")) {
      Recurring customer = parent(request, Kind.CUSTOMER);
      if (!customer.made().provider().equals(provider.name())) {
        throw SeraiException.invalid(
            "customer",
            "is of "
                + customer.made().provider()
                + ", the plan of "
                + provider.name()
                + "; send a customer of the plan's provider");
      }
      body.put("customer_reference", reference(customer));
    } else if (provider.definition().can(Operation.CUSTOMER)) {
      throw SeraiException.invalid(
          "customer", "is missing; " + provider.name() + " needs one: POST /v1/customers");
    }
    if (body.containsKey("setup_fee")) {
      Chosen.able(provider, Operation.CHARGE, "setup_fee");
    }
    body.putIfAbsent("return_url", settings.returnUrl());
    body.putIfAbsent("cancel_url", settings.cancelUrl());
    return made(
        Kind.SUBSCRIPTION, request, provider, body, new PlanRef(plan.id(), reference(plan)));
  }

  /** Another plan for a subscription. */
  PlanRef otherPlan(Request request, Recurring subscription) {
    Recurring plan = parent(request, Kind.PLAN);
    if (!plan.made().provider().equals(subscription.made().provider())) {
      throw SeraiException.invalid(
          "plan",
          "is of "
              + plan.made().provider()
              + ", the subscription of "
              + subscription.made().provider()
              + "; send a plan of the subscription's provider");
    }
    return new PlanRef(plan.id(), reference(plan));
  }

  /** What a request is about. */
  private Recurring parent(Request request, Kind kind) {
    String field = kind.word();
    Recurring parent =
        store
            .find(request.tenant(), kind, String.valueOf(request.body().get(field)))
            .orElseThrow(
                () ->
                    SeraiException.invalid(
                        field,
                        "there is no such " + field + "; make one with POST /v1/" + field + "s"));
    if (parent.state() != RecurringState.ACTIVE) {
      throw SeraiException.invalid(
          field, "is " + parent.state().word() + "; it can be used once it is active");
    }
    return parent;
  }

  private static String reference(Recurring parent) {
    String reference = parent.now().facts().reference();
    if (reference == null) {
      throw new SeraiException(
          ErrorCode.INTERNAL, parent.name() + " is active and its provider has no name for it");
    }
    return reference;
  }

  private Recurring made(
      Kind kind,
      Request request,
      Provider provider,
      Map<String, Object> body,
      @Nullable PlanRef plan) {
    Map<String, Object> kept = new LinkedHashMap<>(body);
    kept.remove("provider");
    var made =
        new Recurring.Made(
            ids.next(kind.prefix()),
            kind,
            request.tenant(),
            request.fingerprint(),
            kept,
            provider.name(),
            request.trace(),
            clock.instant());
    RecurringState first = made.hasFee() ? RecurringState.CHARGING : RecurringState.CREATING;
    return new Recurring(made, Standing.at(first, plan), 1);
  }
}
