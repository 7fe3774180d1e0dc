package io.serai.provider.internal;

import io.serai.payment.Outcome;
import java.util.stream.Stream;

/**
 * An issuer asked over HTTP. What is listed nowhere, or nowhere to be believed, may have happened.
 */
class IssuerHFailuresTest extends HttpFailureContract {

  @Override
  String provider() {
    return "issuer-h";
  }

  @Override
  String goodBody() {
    return "{\"response_code\": \"00\", \"issuer_reference\": \"i1\"}";
  }

  @Override
  Outcome.Approved approved() {
    return new Outcome.Approved("i1", null);
  }

  @Override
  Stream<Told> table() {
    return """
        200 | {"response_code": "00", "issuer_reference": "i1"} | approved
        200 | {"response_code": "01", "issuer_reference": "i1"} | declined
        200 | {"response_code": "03", "issuer_reference": "i1"} | declined
        200 | {"response_code": "04", "issuer_reference": "i1"} | declined
        200 | {"response_code": "05", "issuer_reference": "i1"} | declined
        200 | {"response_code": "12", "issuer_reference": "i1"} | declined
        200 | {"response_code": "13", "issuer_reference": "i1"} | declined
        200 | {"response_code": "14", "issuer_reference": "i1"} | declined
        200 | {"response_code": "15", "issuer_reference": "i1"} | declined
        200 | {"response_code": "25", "issuer_reference": "i1"} | declined
        200 | {"response_code": "30", "issuer_reference": "i1"} | declined
        200 | {"response_code": "41", "issuer_reference": "i1"} | declined
        200 | {"response_code": "43", "issuer_reference": "i1"} | declined
        200 | {"response_code": "51", "issuer_reference": "i1"} | declined
        200 | {"response_code": "54", "issuer_reference": "i1"} | declined
        200 | {"response_code": "55", "issuer_reference": "i1"} | declined
        200 | {"response_code": "57", "issuer_reference": "i1"} | declined
        200 | {"response_code": "58", "issuer_reference": "i1"} | declined
        200 | {"response_code": "59", "issuer_reference": "i1"} | declined
        200 | {"response_code": "61", "issuer_reference": "i1"} | declined
        200 | {"response_code": "62", "issuer_reference": "i1"} | declined
        200 | {"response_code": "63", "issuer_reference": "i1"} | declined
        200 | {"response_code": "65", "issuer_reference": "i1"} | declined
        200 | {"response_code": "75", "issuer_reference": "i1"} | declined
        200 | {"response_code": "78", "issuer_reference": "i1"} | declined
        200 | {"response_code": "91", "issuer_reference": "i1"} | elsewhere
        200 | {"response_code": "92", "issuer_reference": "i1"} | elsewhere
        200 | {"response_code": "02", "issuer_reference": "i1"} | unknown
        200 | {"response_code": "06", "issuer_reference": "i1"} | unknown
        200 | {"response_code": "08", "issuer_reference": "i1"} | unknown
        200 | {"response_code": "09", "issuer_reference": "i1"} | unknown
        200 | {"response_code": "10", "issuer_reference": "i1"} | unknown
        200 | {"response_code": "11", "issuer_reference": "i1"} | unknown
        200 | {"response_code": "19", "issuer_reference": "i1"} | unknown
        200 | {"response_code": "68", "issuer_reference": "i1"} | unknown
        200 | {"response_code": "90", "issuer_reference": "i1"} | unknown
        200 | {"response_code": "94", "issuer_reference": "i1"} | unknown
        200 | {"response_code": "95", "issuer_reference": "i1"} | unknown
        200 | {"response_code": "96", "issuer_reference": "i1"} | unknown
        200 | {"response_code": "99", "issuer_reference": "i1"} | unknown
        200 | {"response_code": "A1", "issuer_reference": "i1"} | unknown
        200 | {"response_code": "0", "issuer_reference": "i1"} | unknown
        200 | {"response_code": "", "issuer_reference": "i1"} | unknown
        200 | {"response_code": "000", "issuer_reference": "i1"} | unknown
        """
        .lines()
        .map(HttpFailureContract::told);
  }
}
