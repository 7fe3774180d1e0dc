package io.serai.provider.internal;

import io.serai.payment.Outcome;
import io.serai.provider.ProviderCall;
import java.util.stream.Stream;

/** Gateway A, a card gateway with resources under {@code /v1}. */
class GatewayAFailuresTest extends HttpFailureContract {

  @Override
  String provider() {
    return "gateway-a";
  }

  @Override
  String goodBody() {
    return "{\"id\": \"ch_1\", \"status\": \"succeeded\"}";
  }

  @Override
  Outcome.Approved approved() {
    return new Outcome.Approved("ch_1", null);
  }

  @Override
  ProviderCall request(String key) {
    return charge(key);
  }

  @Override
  Stream<Told> table() {
    return """
        503 | {"error": {"code": "try_elsewhere"}} | elsewhere
        503 | {"error": {"code": "maintenance"}} | unknown
        503 | {} | unknown
        503 | <html>busy</html> | unknown
        500 | {"error": {"code": "try_elsewhere"}} | unknown
        500 | {"error": {"code": "api_error"}} | unknown
        502 | bad gateway | unknown
        504 | {"status": "succeeded"} | unknown
        429 | {"error": {"code": "rate_limit"}} | unknown
        402 | {"error": {"code": "card_declined"}} | declined
        400 | {"error": {"code": "invalid_request"}} | declined
        401 | {"error": {"code": "authentication_error"}} | elsewhere
        409 | {"error": {"code": "key_reused"}} | unknown
        201 | {"status": "succeeded"} | unknown
        200 | {"status": "requires_action"} | unknown
        """
        .lines()
        .map(HttpFailureContract::told);
  }
}
