package io.serai.provider.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.payment.Outcome;
import io.serai.provider.ProviderCall;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Stripe, or what speaks as it does: its statuses, error types and decline codes. */
class StripeFailuresTest extends HttpFailureContract {

  @Override
  String provider() {
    return "stripe";
  }

  @Override
  String goodBody() {
    return "{\"id\": \"pi_1\", \"object\": \"payment_intent\", \"status\": \"succeeded\"}";
  }

  @Override
  Outcome.Approved approved() {
    return new Outcome.Approved("pi_1", null);
  }

  @Override
  ProviderCall request(String key) {
    return charge(key);
  }

  @Override
  Stream<Told> table() {
    return """
        200 | {"id": "pi_1", "status": "requires_action"} | pending
        200 | {"id": "pi_1", "status": "processing"} | pending
        200 | {"id": "pi_1", "status": "requires_payment_method"} | declined
        200 | {"id": "pi_1", "status": "canceled"} | declined
        200 | {"id": "pi_1", "status": "requires_capture"} | unknown
        200 | {"id": "pi_1", "status": "requires_confirmation"} | unknown
        200 | {"id": "pi_1"} | unknown
        402 | {"error": {"type": "card_error", "code": "card_declined", "decline_code": "insufficient_funds"}} | declined
        402 | {"error": {"type": "card_error", "code": "expired_card"}} | declined
        402 | {"error": {"type": "api_error"}} | unknown
        402 | {} | unknown
        400 | {"error": {"type": "invalid_request_error", "param": "amount"}} | declined
        400 | {"error": {"type": "invalid_request_error", "code": "resource_missing"}} | declined
        400 | {"error": {"type": "idempotency_error"}} | unknown
        409 | {"error": {"type": "idempotency_error", "code": "idempotency_key_in_use"}} | unknown
        409 | {"error": {"type": "invalid_request_error", "code": "lock_timeout"}} | unknown
        404 | {"error": {"type": "invalid_request_error", "code": "resource_missing"}} | declined
        401 | {"error": {"type": "invalid_request_error"}} | elsewhere
        403 | {"error": {"type": "invalid_request_error"}} | elsewhere
        429 | {"error": {"type": "invalid_request_error", "code": "rate_limit"}} | elsewhere
        429 | {"error": {"type": "invalid_request_error", "code": "lock_timeout"}} | unknown
        429 | too many | unknown
        500 | {"error": {"type": "api_error"}} | unknown
        502 | bad gateway | unknown
        503 | {"error": {"type": "api_error"}} | unknown
        503 | {"error": {"code": "try_elsewhere"}} | unknown
        504 | {"id": "pi_1", "status": "succeeded"} | unknown
        201 | {"id": "pi_1", "status": "succeeded"} | unknown
        """
        .lines()
        .map(HttpFailureContract::told);
  }

  /** Its settings say which address may be asked in which mode (S1.34). */
  @Override
  Map<String, String> address(String host, int port) {
    return asSandbox("http://" + host + ":" + port);
  }

  @Override
  Outcome ask(Map<String, String> settings) {
    Map<String, String> all = new HashMap<>(settings);
    all.putAll(asSandbox(settings.getOrDefault("url", "")));
    return super.ask(all);
  }

  private static Map<String, String> asSandbox(String url) {
    return Map.of("url", url, "modes-sandbox", url);
  }

  @ParameterizedTest
  @CsvSource({
    "insufficient_funds, 51",
    "do_not_honor, 05",
    "generic_decline, 05",
    "lost_card, 41",
    "stolen_card, 43",
    "expired_card, 54",
    "fraudulent, 59",
    "incorrect_cvc, 63",
    "authentication_required, 1A",
    "a_word_that_is_new, a_word_that_is_new"
  })
  void aReasonBecomesTheHubsCode(String reason, String code) throws Exception {
    String body =
        "{\"error\": {\"type\": \"card_error\", \"code\": \"card_declined\","
            + " \"decline_code\": \""
            + reason
            + "\"}}";
    assertThat(answered((socket, request) -> write(socket, json(402, body))))
        .isEqualTo(new Outcome.Declined(code, false));
  }

  @Test
  void aPaymentThatWaitsForThePayerKeepsItsName() throws Exception {
    byte[] answer = json(200, "{\"id\": \"pi_1\", \"status\": \"requires_action\"}");
    assertThat(answered((socket, request) -> write(socket, answer)))
        .isEqualTo(new Outcome.Pending("requires_action", "pi_1"));
  }
}
