package io.serai.provider.internal;

import io.serai.payment.Outcome;
import java.util.stream.Stream;

/** The VAN that takes signed JSON (S3.4), from its answers to its outcomes. */
class VanBFailuresTest extends HttpFailureContract {

  @Override
  String provider() {
    return "van-b";
  }

  @Override
  String goodBody() {
    return "{\"result\": \"APPROVED\", \"approval\": {\"date\": \"20261128\", \"number\": \"000001\"}}";
  }

  @Override
  Outcome.Approved approved() {
    return new Outcome.Approved("20261128000001", "000001");
  }

  @Override
  Stream<Told> table() {
    return """
        200 | {"result": "DECLINED", "issuerCode": "01"} | declined
        200 | {"result": "DECLINED", "issuerCode": "03"} | declined
        200 | {"result": "DECLINED", "issuerCode": "04"} | declined
        200 | {"result": "DECLINED", "issuerCode": "05"} | declined
        200 | {"result": "DECLINED", "issuerCode": "12"} | declined
        200 | {"result": "DECLINED", "issuerCode": "13"} | declined
        200 | {"result": "DECLINED", "issuerCode": "14"} | declined
        200 | {"result": "DECLINED", "issuerCode": "15"} | declined
        200 | {"result": "DECLINED", "issuerCode": "30"} | declined
        200 | {"result": "DECLINED", "issuerCode": "41"} | declined
        200 | {"result": "DECLINED", "issuerCode": "43"} | declined
        200 | {"result": "DECLINED", "issuerCode": "51"} | declined
        200 | {"result": "DECLINED", "issuerCode": "54"} | declined
        200 | {"result": "DECLINED", "issuerCode": "55"} | declined
        200 | {"result": "DECLINED", "issuerCode": "57"} | declined
        200 | {"result": "DECLINED", "issuerCode": "58"} | declined
        200 | {"result": "DECLINED", "issuerCode": "59"} | declined
        200 | {"result": "DECLINED", "issuerCode": "61"} | declined
        200 | {"result": "DECLINED", "issuerCode": "62"} | declined
        200 | {"result": "DECLINED", "issuerCode": "63"} | declined
        200 | {"result": "DECLINED", "issuerCode": "65"} | declined
        200 | {"result": "DECLINED", "issuerCode": "75"} | declined
        200 | {"result": "DECLINED", "issuerCode": "78"} | declined
        200 | {"result": "DECLINED", "issuerCode": "91"} | elsewhere
        200 | {"result": "DECLINED", "issuerCode": "92"} | elsewhere
        200 | {"result": "DECLINED", "issuerCode": "00"} | unknown
        200 | {"result": "DECLINED", "issuerCode": "68"} | unknown
        200 | {"result": "DECLINED", "issuerCode": "94"} | unknown
        200 | {"result": "DECLINED", "issuerCode": "96"} | unknown
        200 | {"result": "DECLINED", "issuerCode": "A1"} | unknown
        200 | {"result": "DECLINED", "issuerCode": ""} | unknown
        401 | {"error": "BAD_SIGNATURE"} | elsewhere
        503 | {"error": "TRY_ELSEWHERE"} | elsewhere
        400 | {"error": "INVALID_REQUEST"} | declined
        503 | {"error": "MAINTENANCE"} | unknown
        500 | {"error": "TRY_ELSEWHERE"} | unknown
        401 | {"error": ""} | unknown
        200 | {"result": 1} | unknown
        200 | {"result": "APPROVED?"} | unknown
        200 | {"result": "DECLINED"} | unknown
        200 | {"result": "DUPLICATE"} | unknown
        """
        .lines()
        .map(HttpFailureContract::told);
  }
}
