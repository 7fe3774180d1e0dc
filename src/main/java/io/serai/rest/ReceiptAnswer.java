package io.serai.rest;

import io.serai.payment.ErrorCode;
import io.serai.payment.Problem;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/**
 * What an upstream is told of a purchase in a store: 201 alone grants it. Each other answer has a
 * code of its own (S1.90).
 */
final class ReceiptAnswer {

  private static final List<String> TOLD =
      List.of(
          "id",
          "state",
          "provider",
          "product",
          "environment",
          "transaction_id",
          "order_id",
          "expires",
          "expires_at",
          "decline_code",
          "used_by");

  private ReceiptAnswer() {}

  static Message of(Exchange exchange, Contract.Operation operation, Map<?, ?> result) {
    return switch (String.valueOf(result.get("outcome"))) {
      case "approved" -> told(exchange, 201, operation, result);
      case "pending" -> told(exchange, 202, operation, result);
      case "declined" -> refused(exchange, String.valueOf(result.get("decline_code")), result);
      default ->
          problem(
              exchange,
              ErrorCode.RECEIPT_UNKNOWN,
              "The store did not say. Nothing is granted; ask again with the same key.",
              result);
    };
  }

  private static Message told(
      Exchange exchange, int status, Contract.Operation operation, Map<?, ?> result) {
    Message answer = Answers.json(exchange, status, operation.answer().of(result));
    answer.setHeader("Location", "/v1/receipts/" + result.get("id"));
    return answer;
  }

  private static Message refused(Exchange exchange, String why, Map<?, ?> result) {
    return switch (why) {
      case "forged" ->
          problem(
              exchange,
              ErrorCode.RECEIPT_FORGED,
              "It is none of the store's, or was changed; nothing is granted.",
              result);
      case "used_by_same_user" ->
          problem(
              exchange,
              ErrorCode.RECEIPT_USED,
              "This user had it verified before, as 'used_by' says; it is not granted again.",
              result);
      case "used_by_another_user" ->
          problem(
              exchange,
              ErrorCode.RECEIPT_USED,
              "Another user had it verified before; nothing is granted.",
              result);
      case "ended" ->
          problem(
              exchange,
              ErrorCode.RECEIPT_ENDED,
              "The store has disowned a purchase that it had vouched for; it is over.",
              result);
      default ->
          problem(
              exchange,
              ErrorCode.RECEIPT_REFUSED,
              "It is not to be granted; 'decline_code' says why.",
              result);
    };
  }

  private static Message problem(
      Exchange exchange, ErrorCode code, String detail, Map<?, ?> result) {
    Map<String, Object> more = new LinkedHashMap<>();
    for (String member : TOLD) {
      Object value = result.get(member);
      if (value != null) {
        more.put(member, value);
      }
    }
    return Answers.problem(exchange, new Problem(code, detail, null, List.of(), more));
  }
}
