package io.serai.receipt;

import java.util.LinkedHashMap;
import java.util.Map;

/** The neutral answer of a verification, which the entry turns into its own. */
final class ReceiptAnswer {

  private ReceiptAnswer() {}

  static Map<String, Object> of(Receipt receipt) {
    Receipt.Verdict verdict = receipt.verdict();
    Map<String, String> facts = verdict.facts();
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("id", receipt.id());
    answer.put("state", verdict.state().word());
    answer.put("provider", receipt.provider());
    answer.put("user", receipt.user());
    answer.put("product", receipt.product());
    put(answer, "environment", facts, "environment");
    put(answer, "transaction_id", facts, "transaction");
    put(answer, "original_transaction_id", facts, "original_transaction");
    put(answer, "order_id", facts, "order_id");
    put(answer, "expires", facts, "expires");
    at(answer, "expires_at", facts.get("expires"));
    at(answer, "purchased_at", facts.get("purchased"));
    put(answer, "quantity", facts, "quantity");
    put(answer, "used_by", facts, "used_by");
    if (facts.containsKey("acknowledged")) {
      answer.put("acknowledged", facts.get("acknowledged").equals("true"));
    }
    answer.put("created_at", receipt.createdAt().toString());
    answer.put("code", verdict.code());
    switch (verdict.state()) {
      case VERIFIED -> {
        answer.put("outcome", "approved");
        answer.put("store_state", verdict.code());
      }
      case PENDING -> answer.put("outcome", "pending");
      case UNKNOWN -> answer.put("outcome", "unknown");
      case REFUSED, ENDED -> {
        answer.put("outcome", "declined");
        answer.put("decline_code", verdict.code());
      }
    }
    return answer;
  }

  private static void put(
      Map<String, Object> answer, String name, Map<String, String> facts, String fact) {
    String value = facts.get(fact);
    if (value != null) {
      answer.put(name, value);
    }
  }

  private static void at(
      Map<String, Object> answer, String name, @org.jspecify.annotations.Nullable String given) {
    if (given != null) {
      Evidence.instant(given).ifPresent(at -> answer.put(name, at.toString()));
    }
  }
}
