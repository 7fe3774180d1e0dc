package io.serai.subscription.internal;

import io.serai.payment.Operation;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What is told of a row; the contract says which members of it a caller sees. */
final class RecurringAnswer {

  private static final List<String> OF_THE_REQUEST =
      List.of(
          "customer",
          "product",
          "amount",
          "currency",
          "interval",
          "interval_count",
          "name",
          "reference");

  private RecurringAnswer() {}

  /** As it stands. */
  static Map<String, Object> of(Recurring row) {
    Standing now = row.now();
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("id", row.id());
    answer.put("state", row.state().word());
    put(answer, "code", now.code());
    put(answer, "decline_code", now.declineCode());
    answer.put("provider", row.made().provider());
    put(answer, "provider_reference", now.facts().reference());
    put(answer, "provider_state", now.facts().providerState());
    put(answer, "approval_url", now.facts().approvalUrl());
    put(answer, "payment", now.payment());
    Standing.PlanRef plan = now.plan();
    put(answer, "plan", plan == null ? null : plan.id());
    OF_THE_REQUEST.forEach(name -> put(answer, name, row.made().request().get(name)));
    put(answer, "period_start", now.facts().periodStart());
    put(answer, "period_end", now.facts().periodEnd());
    answer.put("created_at", row.made().createdAt().toString());
    return answer;
  }

  private static void put(Map<String, Object> answer, String name, @Nullable Object value) {
    if (value != null) {
      answer.put(name, value instanceof Instant ? value.toString() : value);
    }
  }

  /** As it stands, to whoever wanted it made. */
  static Map<String, Object> made(Recurring row) {
    boolean refused = row.now().declineCode() != null;
    return with(
        row,
        switch (row.state()) {
          case ACTIVE, PAST_DUE, CHANGING, CANCELLING, ENDED -> "approved";
          case WAITING_FOR_APPROVAL -> "pending";
          case CHARGING, CREATING, VERIFYING -> "unknown";
          case REFUNDING, REFUNDED, FAILED, EXPIRED -> "declined";
          case BY_HAND -> refused ? "declined" : "unknown";
        });
  }

  /** As it stands, to whoever wanted it changed. */
  static Map<String, Object> changed(
      Recurring row, Operation operation, @Nullable Object wantedPlan) {
    if (row.state() == RecurringState.CANCELLING || row.state() == RecurringState.CHANGING) {
      return with(row, "unknown");
    }
    Standing.PlanRef plan = row.now().plan();
    boolean done =
        operation == Operation.UNSUBSCRIBE
            ? row.state() == RecurringState.ENDED
            : plan != null && Objects.equals(plan.id(), wantedPlan);
    String code = row.now().code();
    Map<String, Object> answer = with(row, done || code == null ? "approved" : "declined");
    if (!done) {
      put(answer, "decline_code", code);
    }
    return answer;
  }

  private static Map<String, Object> with(Recurring row, String outcome) {
    Map<String, Object> answer = of(row);
    answer.put("outcome", outcome);
    return answer;
  }
}
