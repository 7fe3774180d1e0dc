package io.serai.rest;

import io.serai.payment.ErrorCode;
import io.serai.payment.Problem;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/**
 * What a POS program is told. It cannot be told otherwise later, so what is not approved is
 * refused, also where nobody knows yet: the hub undoes what may have happened.
 */
final class PosAnswer {

  private static final List<String> TOLD =
      List.of("id", "payment", "state", "provider", "decline_code");

  private PosAnswer() {}

  /** Of a result of the engine. */
  static Message of(Exchange exchange, Contract.Operation operation, Map<?, ?> result) {
    Map<Object, Object> told = new LinkedHashMap<>(result);
    boolean cancel = operation.id().equals("cancelApproval");
    told.put(
        "response_code", cancel ? ResponseCode.ofCancel(result) : ResponseCode.ofApproval(result));
    String outcome = String.valueOf(result.get("outcome"));
    if (operation.method().equals("GET")) {
      return json(exchange, 200, operation, told);
    }
    if (outcome.equals("failed")) {
      Problem failure = RestAnswer.failure(String.valueOf(result.get("code")));
      return Answers.problem(exchange, with(failure, told, List.of()));
    }
    if (cancel) {
      return switch (outcome) {
        case "approved" -> json(exchange, 200, operation, told);
        case "pending", "unknown" -> json(exchange, 202, operation, told);
        default -> refused(exchange, "The provider refused the cancel.", told);
      };
    }
    if (!ResponseCode.APPROVED.equals(told.get("response_code"))) {
      return refused(exchange, detail(outcome, result), told);
    }
    Message answer = json(exchange, 201, operation, told);
    answer.setHeader("Location", "/v1/approvals/" + result.get("id"));
    return answer;
  }

  /** Of a route that refuses by itself, with two digits as its body. */
  static Message of(Exchange exchange, String responseCode) {
    return refused(
        exchange,
        "The hub's routes take no such request; nobody was asked.",
        Map.of("response_code", responseCode));
  }

  private static String detail(String outcome, Map<?, ?> result) {
    if (outcome.equals("pending") || outcome.equals("unknown")) {
      return "Nobody said yes in time; whatever happened is undone, and nothing stays charged.";
    }
    return RestAnswer.declined(String.valueOf(result.get("state")));
  }

  private static Message json(
      Exchange exchange, int status, Contract.Operation operation, Map<?, ?> told) {
    return Answers.json(exchange, status, operation.answer().of(told));
  }

  private static Message refused(Exchange exchange, String detail, Map<?, ?> told) {
    return Answers.problem(exchange, with(Problem.of(ErrorCode.DECLINED, detail), told, TOLD));
  }

  private static Problem with(Problem problem, Map<?, ?> told, List<String> members) {
    Map<String, Object> more = new LinkedHashMap<>();
    for (String member : members) {
      Object value = told.get(member);
      if (value != null) {
        more.put(member, value);
      }
    }
    more.put("response_code", String.valueOf(told.get("response_code")));
    return new Problem(problem.code(), problem.detail(), null, List.of(), more);
  }
}
