package io.serai.order.internal;

import io.serai.engine.Charges;
import io.serai.engine.Refunds;
import io.serai.order.OrderSettings;
import io.serai.order.OrderSettings.WhenNotOrdered;
import io.serai.payment.AlarmRaised;
import io.serai.payment.ErrorCode;
import io.serai.payment.SeraiException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;

/**
 * The next step of an order. Each may be done again after a crash at any point: setting up, taking
 * the money, creating the order and giving the money back all go by a key that is made of the
 * order's id, so that what was done is found and not done twice (S2.11, S2.13).
 */
final class OrderSteps {

  /** What counts as the route of orders' payments, for caps and in the history. */
  static final String ROUTE = "orders";

  private final PayersApproval approval;
  private final Charges charges;
  private final Refunds refunds;
  private final WebOrders webOrders;
  private final OrderSettings settings;
  private final ApplicationEventPublisher alarms;
  private final Clock clock;

  OrderSteps(
      PayersApproval approval,
      Charges charges,
      Refunds refunds,
      WebOrders webOrders,
      OrderSettings settings,
      ApplicationEventPublisher alarms,
      Clock clock) {
    this.approval = approval;
    this.charges = charges;
    this.refunds = refunds;
    this.webOrders = webOrders;
    this.settings = settings;
    this.alarms = alarms;
    this.clock = clock;
  }

  /** Does what is due and says what becomes of the order; the future does not fail. */
  CompletableFuture<Order.Next> step(Order order) {
    CompletableFuture<Order.Next> next;
    try {
      next = begin(order);
    } catch (RuntimeException e) {
      next = CompletableFuture.failedFuture(e);
    }
    return next.exceptionally(failure -> failed(order, failure));
  }

  private CompletableFuture<Order.Next> begin(Order order) {
    return switch (order.state()) {
      case CREATED ->
          CompletableFuture.completedFuture(
              isOver(order)
                  ? expired(order, "never_set_up")
                  : order.again(null, order.expiresAt()));
      case WAITING_FOR_APPROVAL -> approval.look(order).thenApply(said -> looked(order, said));
      case APPROVED ->
          CompletableFuture.completedFuture(order.become(OrderState.CAPTURING, null, now()));
      case CAPTURING -> charges.charge(charge(order)).thenApply(result -> charged(order, result));
      case CAPTURED -> webOrders.create(order).thenApply(said -> created(order, said));
      case REFUNDING ->
          refunds
              .refundAll(
                  order.tenant(),
                  Objects.requireNonNull(order.payment()),
                  key(order) + "/refund",
                  ROUTE)
              .thenApply(result -> refunded(order, result));
      case ORDERED, REFUNDED, FAILED, EXPIRED, BY_HAND ->
          CompletableFuture.completedFuture(order.become(order.state(), order.code(), null));
    };
  }

  /** What the provider's word makes of an order that waits for the payer. */
  Order.Next looked(Order order, PayersApproval.Said said) {
    if (said instanceof PayersApproval.Said.Approved) {
      return order
          .become(OrderState.APPROVED, null, now())
          .until(now().plus(settings.captureWithin()));
    }
    if (said instanceof PayersApproval.Said.Gone gone) {
      return expired(order, gone.code());
    }
    // Nothing was taken, so it may end whether the provider can be asked or not (S1.29).
    return isOver(order) ? expired(order, "not_approved_in_time") : later(order, null);
  }

  private Charges.Request charge(Order order) {
    return new Charges.Request(
        order.tenant(),
        key(order),
        ROUTE,
        List.of(order.provider()),
        order.total(),
        Map.of("type", order.provider(), "token", Objects.requireNonNull(order.reference())),
        order.id(),
        order.trace());
  }

  /** One for each order, whatever happens: there is no second capture. */
  private static String key(Order order) {
    return "order/" + order.id();
  }

  private Order.Next charged(Order order, Charges.Result result) {
    return switch (result.outcome()) {
      case "approved" -> order.become(OrderState.CAPTURED, null, now()).takenBy(result.payment());
      case "declined" ->
          order.become(OrderState.FAILED, result.code(), null).takenBy(result.payment());
      // Provably nothing was sent, and the key is free.
      case "failed" ->
          isOver(order) ? expired(order, "not_captured_in_time") : later(order, result.code());
      default -> later(order, result.code()).takenBy(result.payment());
    };
  }

  private Order.Next created(Order order, WebOrders.Said said) {
    boolean tried = order.tries() + 1 >= settings.webOrderTries();
    return switch (said.answer()) {
      case CREATED -> order.become(OrderState.ORDERED, null, null);
      case REFUSED -> notOrdered(order, said.code());
      case LATER -> tried ? notOrdered(order, said.code()) : later(order, said.code());
    };
  }

  private Order.Next notOrdered(Order order, String code) {
    boolean refund = settings.whenNotOrdered() == WhenNotOrdered.REFUND;
    raise(
        "order_not_created",
        order,
        "is paid and cannot be created in the web-order service ("
            + code
            + "); "
            + (refund ? "the money is given back" : "see to it by hand"));
    return order.become(
        refund ? OrderState.REFUNDING : OrderState.BY_HAND, code, refund ? now() : null);
  }

  private Order.Next refunded(Order order, Refunds.Result result) {
    if (result.again()) {
      return later(order, result.code());
    }
    return switch (result.state()) {
      case "succeeded" -> order.become(OrderState.REFUNDED, order.code(), null);
      case "declined", "failed" -> byHand(order, result.code(), "cannot be given back");
      default -> later(order, result.code());
    };
  }

  private Order.Next failed(Order order, Throwable failure) {
    Throwable cause = failure;
    while (cause instanceof CompletionException && cause.getCause() != null) {
      cause = cause.getCause();
    }
    ErrorCode code = cause instanceof SeraiException known ? known.code() : ErrorCode.INTERNAL;
    boolean forGood =
        switch (code) {
          case IDEMPOTENCY_KEY_REUSED, STATE_CONFLICT, REFUND_EXCEEDS_CHARGE, PAYMENT_NOT_FOUND ->
              true;
          default -> false;
        };
    // At first it may have met a try of its own that was still under way; that one's end is found.
    return forGood && order.tries() > 0 && order.state().mayBecome(OrderState.BY_HAND)
        ? byHand(order, code.wire(), "cannot go on by itself")
        : later(order, code.wire());
  }

  private Order.Next byHand(Order order, String code, String what) {
    raise("order_by_hand", order, what + " (" + code + "); see to it by hand");
    return order.become(OrderState.BY_HAND, code, null);
  }

  private Order.Next expired(Order order, String code) {
    return order.become(OrderState.EXPIRED, code, null);
  }

  private Order.Next later(Order order, @Nullable String code) {
    boolean owed = order.state() == OrderState.CAPTURING || order.state() == OrderState.REFUNDING;
    if (owed && order.tries() + 1 == settings.webOrderTries()) {
      raise(
          "order_stuck", order, "is " + order.state().word() + " after many tries; last: " + code);
    }
    return order.again(code, now().plus(settings.pauseAfter(order.tries())));
  }

  private void raise(String kind, Order order, String what) {
    alarms.publishEvent(new AlarmRaised(kind, order.id(), "order " + order.id() + " " + what));
  }

  private boolean isOver(Order order) {
    return !now().isBefore(order.expiresAt());
  }

  private Instant now() {
    return clock.instant();
  }
}
