package io.serai.rest;

import io.serai.payment.CardNumber;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes the neutral request of what a POS program sent: the same members that an ISO 8583 request
 * has, so that routes and Kamelets need not care where it came in. From here on the number is a
 * {@link CardNumber}, which shows its digits to nobody.
 */
final class PosRequest {

  /** What belongs to how it is paid, and so goes to the provider and into the payment's method. */
  private static final List<String> OF_THE_METHOD =
      List.of("installment_months", "tax", "purpose", "data");

  private PosRequest() {}

  static Map<String, Object> neutral(String operation, Map<String, Object> body) {
    return switch (operation) {
      case "createApproval" -> approval(body);
      case "createCashReceipt" -> cashReceipt(body);
      default -> body;
    };
  }

  private static Map<String, Object> approval(Map<String, Object> body) {
    Map<String, Object> neutral = new LinkedHashMap<>(body);
    neutral.putIfAbsent("capture", true);
    CardNumber number = null;
    String expiry = null;
    if (neutral.remove("card") instanceof Map<?, ?> card) {
      number = CardNumber.of(String.valueOf(card.get("number")), "card.number");
      expiry = (String) card.get("expiry");
    }
    return with(neutral, String.valueOf(body.get("type")), number, expiry);
  }

  private static Map<String, Object> cashReceipt(Map<String, Object> body) {
    Map<String, Object> neutral = new LinkedHashMap<>(body);
    String identity = String.valueOf(neutral.remove("identity"));
    neutral.put("type", "cash_receipt");
    return with(neutral, "cash_receipt", CardNumber.ofReceipt(identity, "identity"), null);
  }

  private static Map<String, Object> with(
      Map<String, Object> neutral,
      String type,
      @Nullable CardNumber number,
      @Nullable String expiry) {
    Map<String, Object> method = new LinkedHashMap<>();
    method.put("type", type);
    if (number != null) {
      method.put("bin", number.bin());
      method.put("last4", number.lastFour());
      method.put("pan", number);
    }
    if (expiry != null) {
      method.put("expiry", expiry);
    }
    for (String member : OF_THE_METHOD) {
      Object value = neutral.get(member);
      if (value != null) {
        method.put(member, value);
      }
    }
    Object terminal = neutral.get("terminal");
    if (terminal != null) {
      method.put("terminal", terminal);
    }
    neutral.put("method", method);
    return neutral;
  }
}
