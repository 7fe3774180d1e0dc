package io.serai.order.internal;

import io.serai.order.OrderSettings;
import io.serai.order.internal.PayersApproval.Said;
import io.serai.payment.ErrorCode;
import io.serai.payment.Ids;
import io.serai.payment.Money;
import io.serai.payment.SeraiException;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * What a caller can ask of orders: the prices, to make one, to have one approved. Repeated, each
 * does nothing new. Nothing of the caller's thread is held.
 */
final class OrderDesk {

  private final OrderSettings settings;
  private final PricesOfSets prices;
  private final OrderStore store;
  private final PayersApproval approval;
  private final OrderSteps steps;
  private final Ids ids;
  private final Clock clock;
  private final Executor worker;

  /**
   * A desk.
   *
   * @param worker runs what blocks on the database
   */
  OrderDesk(
      OrderSettings settings,
      PricesOfSets prices,
      OrderStore store,
      PayersApproval approval,
      OrderSteps steps,
      Ids ids,
      Clock clock,
      Executor worker) {
    this.settings = settings;
    this.prices = prices;
    this.store = store;
    this.approval = approval;
    this.steps = steps;
    this.ids = ids;
    this.clock = clock;
    this.worker = worker;
  }

  /** Who asks, and under which key. */
  record Caller(String tenant, String key, String fingerprint, String trace) {}

  /** The prices (S2.4). */
  Map<String, Object> prices() {
    return prices.now().shown();
  }

  /** Makes an order and sets it up at the provider (S2.5). */
  CompletableFuture<Map<String, Object>> create(Caller caller, Map<?, ?> body) {
    if (!settings.isSetUp()) {
      throw new SeraiException(
          ErrorCode.NOT_READY,
          "orders are not set up here; set serai.orders.web-order-service-url");
    }
    return CompletableFuture.supplyAsync(() -> kept(caller, body), worker)
        .thenCompose(order -> order.state() == OrderState.CREATED ? setUp(order) : told(order))
        .thenApply(OrderDesk::shown);
  }

  /** The order under the caller's key, made now if there is none. */
  private Order kept(Caller caller, Map<?, ?> body) {
    return store
        .byKey(caller.tenant(), caller.key())
        .or(
            () -> {
              store.insert(priced(caller, body), caller.key());
              return store.byKey(caller.tenant(), caller.key());
            })
        .filter(order -> same(order, caller))
        .orElseThrow();
  }

  private static boolean same(Order order, Caller caller) {
    if (!order.fingerprint().equals(caller.fingerprint())) {
      throw new SeraiException(
          ErrorCode.IDEMPOTENCY_KEY_REUSED,
          "the idempotency key was used before for another request; send a new key");
    }
    return true;
  }

  private Order priced(Caller caller, Map<?, ?> body) {
    OrderRequest request = OrderRequest.of(body);
    Money total = prices.now().in(request.currency()).total(request);
    var now = clock.instant();
    return new Order(
        ids.next("ord_"),
        caller.tenant(),
        caller.fingerprint(),
        request,
        total,
        settings.provider(),
        OrderState.CREATED,
        null,
        null,
        null,
        null,
        1,
        0,
        now.plus(settings.approveWithin()),
        caller.trace(),
        now);
  }

  private CompletableFuture<Order> setUp(Order order) {
    return approval.prepare(order).thenApplyAsync(said -> placed(order, said), worker);
  }

  private Order placed(Order order, Said said) {
    if (said instanceof Said.Waits waits) {
      var next =
          order
              .become(
                  OrderState.WAITING_FOR_APPROVAL,
                  null,
                  clock.instant().plus(settings.pauseAfter(0)))
              .at(waits.reference(), waits.url());
      return moved(order, next);
    }
    if (said instanceof Said.Refused refused) {
      return failed(moved(order, order.become(OrderState.FAILED, refused.code(), null)));
    }
    throw unreachable(order);
  }

  private static CompletableFuture<Order> told(Order order) {
    return CompletableFuture.completedFuture(failed(order));
  }

  private static Order failed(Order order) {
    if (order.state() == OrderState.FAILED) {
      throw new SeraiException(
          ErrorCode.DECLINED,
          "the order is refused by " + order.provider() + " (" + order.code() + ")");
    }
    return order;
  }

  private static SeraiException unreachable(Order order) {
    return new SeraiException(
        ErrorCode.PROVIDERS_UNAVAILABLE,
        order.provider() + " cannot be asked just now; nothing was charged, send the same again");
  }

  /** Has an order approved, if the provider says so (S2.10, S2.19). */
  CompletableFuture<Map<String, Object>> approve(Caller caller, String id) {
    return CompletableFuture.supplyAsync(() -> found(caller, id), worker)
        .thenCompose(this::approved)
        .thenApply(
            order -> {
              Map<String, Object> answer = new LinkedHashMap<>();
              answer.put("id", order.id());
              answer.put("status", order.state().word());
              return answer;
            });
  }

  private Order found(Caller caller, String id) {
    return store
        .find(caller.tenant(), id)
        .orElseThrow(() -> new SeraiException(ErrorCode.ORDER_NOT_FOUND, "there is no such order"));
  }

  private CompletableFuture<Order> approved(Order order) {
    if (order.state().isApproved()) {
      return CompletableFuture.completedFuture(order);
    }
    return switch (order.state()) {
      case CREATED ->
          throw new SeraiException(
              ErrorCode.ORDER_NOT_APPROVED,
              "the order is not set up yet; send /order/create again with its key");
      case WAITING_FOR_APPROVAL ->
          approval.look(order).thenApplyAsync(said -> looked(order, said), worker);
      default -> throw ended(order);
    };
  }

  private Order looked(Order order, Said said) {
    if (said instanceof Said.Unknown) {
      throw unreachable(order);
    }
    Order.Next next = steps.looked(order, said);
    if (next.state() == OrderState.WAITING_FOR_APPROVAL) {
      throw new SeraiException(
          ErrorCode.ORDER_NOT_APPROVED,
          "the payer has not approved the order yet; send the payer to its approval_url");
    }
    Order moved = moved(order, next);
    if (!moved.state().isApproved()) {
      throw ended(moved);
    }
    return moved;
  }

  private static SeraiException ended(Order order) {
    return new SeraiException(
        ErrorCode.STATE_CONFLICT,
        "an order that is " + order.state().word() + " cannot be approved");
  }

  /** Moves it; where somebody else has moved it meanwhile, what that came to. */
  private Order moved(Order order, Order.Next next) {
    boolean unused = store.move(order, next, null, clock.instant());
    return store.byId(order.id()).orElseThrow();
  }

  private static Map<String, Object> shown(Order order) {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("order_id", order.id());
    answer.put("status", order.state().word());
    put(answer, "approval_url", order.approvalUrl());
    answer.put("amount", order.total().minor());
    answer.put("currency", order.total().currency().alphabetic());
    answer.put("expires_at", order.expiresAt().toString());
    return answer;
  }

  private static void put(Map<String, Object> answer, String name, @Nullable Object value) {
    if (value != null) {
      answer.put(name, value);
    }
  }
}
