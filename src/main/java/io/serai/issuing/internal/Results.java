package io.serai.issuing.internal;

import io.serai.issuing.CardAccounts;
import io.serai.issuing.CardDecision;
import io.serai.issuing.CardRequest;
import io.serai.payment.Currency;
import io.serai.payment.Money;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The neutral results that an {@code issuing:} step leaves in the body. */
final class Results {

  private static final String PART = "10";

  private Results() {}

  /** What was decided, as answers to the network are made of it. */
  static Map<String, Object> of(CardRequest request, CardAccounts.Done done) {
    CardDecision decision = done.decision();
    boolean approved = decision.responseCode().equals("00") || decision.responseCode().equals(PART);
    Map<String, Object> result = new LinkedHashMap<>();
    // By this an answer is known to be committed; nothing else can approve for the issuer.
    result.put("decided", decision.hold() == null ? request.key() : decision.hold());
    result.put("outcome", approved ? "approved" : "declined");
    result.put("code", approved ? "approved" : "card_declined");
    result.put("response_code", decision.responseCode());
    putIfKnown(result, "hold", decision.hold());
    putIfKnown(result, "approval_code", decision.approvalCode());
    result.put("amount", request.amount().minor());
    result.put("currency", request.amount().currency().alphabetic());
    result.put("merchant", request.merchant().id());
    Currency currency = currency(request, decision);
    if (decision.responseCode().equals(PART)) {
      part(result, request, decision.approvedMinor(), currency);
    }
    if (request.wishes().balance() && decision.availableMinor() != null) {
      result.put("available", decision.availableMinor());
      result.put("available_currency", currency.alphabetic());
    }
    if (done.replay()) {
      result.put("replay", true);
    }
    return result;
  }

  /** In which currency a decision is: as it says, else as the account was asked. */
  private static Currency currency(CardRequest request, CardDecision decision) {
    Money billing = request.billing();
    if (decision.currency() != null) {
      return decision.currency();
    }
    return billing == null ? request.amount().currency() : billing.currency();
  }

  /** What was approved, in the merchant's currency and, where it is another, in the account's. */
  private static void part(
      Map<String, Object> result, CardRequest request, long approved, Currency currency) {
    Money billing = request.billing();
    if (billing != null && billing.currency().equals(currency)) {
      result.put("approved_billing_amount", approved);
      result.put("approved_amount", Amounts.atMerchant(currency, request, approved));
    } else {
      result.put("approved_amount", approved);
    }
  }

  private static void putIfKnown(Map<String, Object> result, String name, @Nullable Object value) {
    if (value != null) {
      result.put(name, value);
    }
  }
}
