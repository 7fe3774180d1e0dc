package io.serai.order.internal;

import io.serai.intake.JsonBody;
import io.serai.intake.Paging;
import io.serai.payment.ErrorCode;
import io.serai.payment.SeraiException;
import java.security.Principal;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Orders for operators: those that a person has to see to, and what is done about one (S1.31). */
@RestController
@RequestMapping("/v1/ops/orders")
class OrderController {

  private static final int MOST = 100;

  private final OrderStore store;
  private final Clock clock;

  OrderController(OrderStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  /** The orders in a state, those that changed last first. */
  @GetMapping
  Map<String, List<Map<String, Object>>> list(
      @RequestParam(defaultValue = "by_hand") String state,
      @RequestParam(defaultValue = "20") int limit) {
    return Map.of(
        "orders",
        store.list(state, Paging.limit(limit, MOST)).stream().map(OrderController::shown).toList());
  }

  /** One of them, step by step. */
  @GetMapping("/{id}")
  Map<String, Object> show(@PathVariable String id) {
    Map<String, Object> shown = shown(get(id));
    shown.put("events", store.events(id));
    return shown;
  }

  /** Creates it in the web-order service after all. */
  @PostMapping("/{id}/retry")
  Map<String, Object> retry(@PathVariable String id, @RequestBody byte[] body, Principal who) {
    Order order = paid(id);
    return move(order, order.become(OrderState.CAPTURED, null, clock.instant()), body, who);
  }

  /** Gives the money back. */
  @PostMapping("/{id}/refund")
  Map<String, Object> refund(@PathVariable String id, @RequestBody byte[] body, Principal who) {
    Order order = paid(id);
    return move(order, order.become(OrderState.REFUNDING, null, clock.instant()), body, who);
  }

  /** Says how it ended by hand: {@code {"as": "ordered", "reason": …}}. */
  @PostMapping("/{id}/settle")
  Map<String, Object> settle(@PathVariable String id, @RequestBody byte[] body, Principal who) {
    Order order = get(id);
    String as = JsonBody.text(JsonBody.parse(body), "as");
    OrderState end =
        switch (as) {
          case "ordered" -> OrderState.ORDERED;
          case "refunded" -> OrderState.REFUNDED;
          case "failed" -> OrderState.FAILED;
          default -> throw SeraiException.invalid("as", "must be ordered, refunded or failed");
        };
    return move(order, order.become(end, null, null), body, who);
  }

  private Order paid(String id) {
    Order order = get(id);
    if (order.payment() == null) {
      throw new SeraiException(
          ErrorCode.STATE_CONFLICT, "nothing is known to be paid for it; settle it by hand");
    }
    return order;
  }

  private Map<String, Object> move(Order order, Order.Next next, byte[] body, Principal who) {
    String reason = JsonBody.text(JsonBody.parse(body), "reason");
    if (order.state() != OrderState.BY_HAND) {
      throw new SeraiException(
          ErrorCode.STATE_CONFLICT,
          "an order that is " + order.state().word() + " is not for a person to move");
    }
    var told =
        new Order.Next(
            next.state(),
            reason,
            next.reference(),
            next.approvalUrl(),
            next.payment(),
            next.tries(),
            next.dueAt(),
            next.expiresAt());
    if (!store.move(order, told, who.getName(), clock.instant())) {
      throw new SeraiException(ErrorCode.STATE_CONFLICT, "somebody has moved it meanwhile");
    }
    return show(order.id());
  }

  private Order get(String id) {
    return store
        .byId(id)
        .orElseThrow(() -> new SeraiException(ErrorCode.ORDER_NOT_FOUND, "there is no such order"));
  }

  private static Map<String, Object> shown(Order order) {
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("id", order.id());
    shown.put("tenant", order.tenant());
    shown.put("state", order.state().word());
    put(shown, "code", order.code());
    shown.put("amount", order.total().minor());
    shown.put("currency", order.total().currency().alphabetic());
    shown.put("cluster_name", order.request().clusterName());
    put(shown, "payment", order.payment());
    put(shown, "reference", order.reference());
    shown.put("created_at", order.createdAt().toString());
    return shown;
  }

  private static void put(Map<String, Object> shown, String name, @Nullable Object value) {
    if (value != null) {
      shown.put(name, value);
    }
  }
}
