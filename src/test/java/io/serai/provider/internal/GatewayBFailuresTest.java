package io.serai.provider.internal;

import io.serai.payment.Outcome;
import io.serai.provider.ProviderCall;
import java.util.stream.Stream;

/** Gateway B, an acquirer that says its decision in the body. */
class GatewayBFailuresTest extends HttpFailureContract {

  @Override
  String provider() {
    return "gateway-b";
  }

  @Override
  String goodBody() {
    return "{\"result\": {\"status\": \"CAPTURED\"}, \"pspReference\": \"psp_1\", \"authCode\": \"654321\"}";
  }

  @Override
  Outcome.Approved approved() {
    return new Outcome.Approved("psp_1", "654321");
  }

  @Override
  ProviderCall request(String key) {
    return charge(key);
  }

  @Override
  Stream<Told> table() {
    return """
        200 | {"result": {"status": "REFUSED", "reason": "51"}} | declined
        200 | {"result": {"status": "HELD"}} | unknown
        200 | {"result": {}} | unknown
        400 | {"fault": {"kind": "INVALID_REQUEST"}} | declined
        401 | {"fault": {"kind": "AUTHENTICATION_ERROR"}} | elsewhere
        409 | {"fault": {"kind": "KEY_REUSED"}} | unknown
        503 | {"fault": {"kind": "TRY_ELSEWHERE"}} | elsewhere
        503 | {"fault": {"kind": "MAINTENANCE"}} | unknown
        503 | {} | unknown
        500 | {"fault": {"kind": "TRY_ELSEWHERE"}} | unknown
        502 | bad gateway | unknown
        """
        .lines()
        .map(HttpFailureContract::told);
  }
}
