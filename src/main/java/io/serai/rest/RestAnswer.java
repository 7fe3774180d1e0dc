package io.serai.rest;

import io.serai.payment.Channel;
import io.serai.payment.ErrorCode;
import io.serai.payment.Problem;
import io.serai.payment.SeraiException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.springframework.stereotype.Component;

/**
 * Makes the contract's answer of the result that the route set left in the body: the same result,
 * the same status and body, whether it is new or replayed.
 */
@Component("restAnswer")
final class RestAnswer implements Processor {

  private static final List<String> OF_A_DECLINE =
      List.of("id", "payment", "card", "state", "provider", "decline_code");

  private final Contract contract;
  private final Sealing sealing;

  RestAnswer(Contract contract, Sealing sealing) {
    this.contract = contract;
    this.sealing = sealing;
  }

  @Override
  public void process(Exchange exchange) {
    answer(exchange);
    sealing.seal(exchange);
  }

  private void answer(Exchange exchange) {
    Object left = exchange.getMessage().getBody();
    Contract.Operation operation =
        contract.operation(exchange.getProperty(RestRequest.OPERATION, String.class));
    if (operation.channel() == Channel.POS && ResponseCode.isRefusal(left)) {
      PosAnswer.of(exchange, String.valueOf(left));
      return;
    }
    if (!(left instanceof Map<?, ?> result)) {
      throw new SeraiException(
          ErrorCode.INTERNAL, "the route left no result in the body; does it end in 'payment:'?");
    }
    Message answer =
        switch (operation.id()) {
          case "createCharge" -> outcome(exchange, operation, result, "/v1/charges/");
          case "createCustomer" -> outcome(exchange, operation, result, "/v1/customers/");
          case "createProduct" -> outcome(exchange, operation, result, "/v1/products/");
          case "createPlan" -> outcome(exchange, operation, result, "/v1/plans/");
          case "createSubscription" -> outcome(exchange, operation, result, "/v1/subscriptions/");
          case "cancelSubscription", "changeSubscription" ->
              outcome(exchange, operation, result, 200, "");
          case "createOrder" -> told(exchange, 201, operation, result, "");
          case "createRefund", "createTopUp" -> outcome(exchange, operation, result, "");
          case "verifyAppleReceipt", "verifyGoogleReceipt" ->
              ReceiptAnswer.of(exchange, operation, result);
          case "createCard", "replaceCard" -> CardAnswer.issued(exchange, operation, result);
          default ->
              operation.channel() == Channel.POS
                  ? PosAnswer.of(exchange, operation, result)
                  : Answers.json(exchange, 200, operation.answer().of(result));
        };
    if (Boolean.TRUE.equals(result.get("replay"))) {
      answer.setHeader("Idempotency-Replayed", "true");
    }
  }

  private static Message outcome(
      Exchange exchange, Contract.Operation operation, Map<?, ?> result, String location) {
    return outcome(exchange, operation, result, 201, location);
  }

  /**
   * What became of it.
   *
   * @param done the status of a yes
   */
  private static Message outcome(
      Exchange exchange,
      Contract.Operation operation,
      Map<?, ?> result,
      int done,
      String location) {
    return switch (String.valueOf(result.get("outcome"))) {
      case "approved" -> told(exchange, done, operation, result, location);
      case "pending", "unknown" -> told(exchange, 202, operation, result, location);
      case "declined" -> Answers.problem(exchange, decline(result));
      case "failed" -> Answers.problem(exchange, failure(String.valueOf(result.get("code"))));
      default ->
          throw new SeraiException(
              ErrorCode.INTERNAL, "the result has no outcome that the REST entry knows");
    };
  }

  private static Message told(
      Exchange exchange,
      int status,
      Contract.Operation operation,
      Map<?, ?> result,
      String location) {
    Message answer = Answers.json(exchange, status, operation.answer().of(result));
    if (!location.isEmpty()) {
      answer.setHeader("Location", location + result.get("id"));
    }
    return answer;
  }

  private static Problem decline(Map<?, ?> result) {
    Map<String, Object> more = new LinkedHashMap<>();
    for (String member : OF_A_DECLINE) {
      Object value = result.get(member);
      if (value != null) {
        more.put(member, value);
      }
    }
    String detail = declined(String.valueOf(result.get("state")));
    return new Problem(ErrorCode.DECLINED, detail, null, List.of(), more);
  }

  /** Why a payment in such a state is no yes, for people. */
  static String declined(String state) {
    return switch (state) {
      case "reversed" ->
          "Its outcome was unknown or it was taken back; it is undone, and nothing stays charged.";
      case "failed" -> "It never took effect at the provider; a new try needs a new key.";
      default -> "The provider declined.";
    };
  }

  static Problem failure(String code) {
    return switch (code) {
      case "key_conflict", "idempotency_key_reused" ->
          Problem.of(
              ErrorCode.IDEMPOTENCY_KEY_REUSED, "The key was used before for another request.");
      case "overloaded" -> Problem.of(ErrorCode.OVERLOADED, "The hub takes no more work just now.");
      case "journal_unavailable" ->
          Problem.of(ErrorCode.JOURNAL_UNAVAILABLE, "The journal cannot be written just now.");
      default ->
          Problem.of(
              ErrorCode.PROVIDERS_UNAVAILABLE,
              "No provider could be reached. Nothing was charged; try again with the same key.");
    };
  }
}
