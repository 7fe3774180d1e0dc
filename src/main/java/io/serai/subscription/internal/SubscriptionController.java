package io.serai.subscription.internal;

import io.serai.intake.JsonBody;
import io.serai.intake.Paging;
import io.serai.payment.ErrorCode;
import io.serai.payment.SeraiException;
import java.security.Principal;
import java.time.Clock;
import java.time.Instant;
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

/**
 * Subscriptions and what belongs to them for operators: those that a person has to see to, and what
 * is done about one (S1.31).
 */
@RestController
@RequestMapping("/v1/ops/subscriptions")
class SubscriptionController {

  private static final int MOST = 100;

  private final RecurringStore store;
  private final Clock clock;

  SubscriptionController(RecurringStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  /** Those in a state that changed last. */
  @GetMapping
  Map<String, List<Map<String, Object>>> list(
      @RequestParam(defaultValue = "by_hand") String state,
      @RequestParam(defaultValue = "20") int limit) {
    return Map.of(
        "subscriptions",
        store.list(state, Paging.limit(limit, MOST)).stream()
            .map(SubscriptionController::shown)
            .toList());
  }

  /** One of them, step by step. */
  @GetMapping("/{id}")
  Map<String, Object> show(@PathVariable String id) {
    Map<String, Object> shown = shown(get(id));
    shown.put("events", store.events(id));
    return shown;
  }

  /** Gives the set-up fee back. */
  @PostMapping("/{id}/refund")
  Map<String, Object> refund(@PathVariable String id, @RequestBody byte[] body, Principal who) {
    Recurring row = get(id);
    if (row.now().payment() == null) {
      throw new SeraiException(
          ErrorCode.STATE_CONFLICT, "nothing is known to be paid for it; settle it by hand");
    }
    return move(row, RecurringState.REFUNDING, clock.instant(), body, who);
  }

  /** Says how it ended by hand: {@code {"as": "refunded", "reason": …}}. */
  @PostMapping("/{id}/settle")
  Map<String, Object> settle(@PathVariable String id, @RequestBody byte[] body, Principal who) {
    RecurringState end =
        switch (JsonBody.text(JsonBody.parse(body), "as")) {
          case "refunded" -> RecurringState.REFUNDED;
          case "failed" -> RecurringState.FAILED;
          case "ended" -> RecurringState.ENDED;
          default -> throw SeraiException.invalid("as", "must be refunded, failed or ended");
        };
    return move(get(id), end, null, body, who);
  }

  private Map<String, Object> move(
      Recurring row, RecurringState next, @Nullable Instant dueAt, byte[] body, Principal who) {
    String reason = JsonBody.text(JsonBody.parse(body), "reason");
    if (row.state() != RecurringState.BY_HAND) {
      throw new SeraiException(
          ErrorCode.STATE_CONFLICT,
          "what is " + row.state().word() + " is not for a person to move");
    }
    Standing.Next told = row.now().become(next, reason).due(dueAt);
    if (!store.move(row, told, who.getName(), clock.instant())) {
      throw new SeraiException(ErrorCode.STATE_CONFLICT, "somebody has moved it meanwhile");
    }
    return show(row.id());
  }

  private Recurring get(String id) {
    return store.byId(id).orElseThrow(Kind.SUBSCRIPTION::notFound);
  }

  private static Map<String, Object> shown(Recurring row) {
    Map<String, Object> shown = RecurringAnswer.of(row);
    shown.put("kind", row.made().kind().word());
    shown.put("tenant", row.made().tenant());
    return shown;
  }
}
