package io.serai.notice.internal;

import io.serai.payment.ErrorCode;
import io.serai.payment.SeraiException;
import java.util.Map;

/**
 * What came over HTTP and is nobody's yet.
 *
 * @param headers by lower-case name; one that stood twice is not among them
 * @param body the bytes as they came; never changed
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, never changed
record Sent(Map<String, String> headers, byte[] body) {

  /** A header's value; empty if it is not there, which no signature is made of. */
  String header(String name) {
    return headers.getOrDefault(name, "");
  }

  /** One answer for whatever is wrong, so that nobody learns by trying how near it was. */
  static SeraiException refused() {
    return new SeraiException(
        ErrorCode.SIGNATURE_REFUSED,
        "the signature is missing, is not the provider's, or its time has passed; nothing was"
            + " taken");
  }

  /** The provider's keys cannot be had, which is not the sender's fault. */
  static SeraiException unchecked() {
    return new SeraiException(
        ErrorCode.SIGNATURE_UNCHECKED,
        "the signature cannot be checked just now; nothing was taken, send the same again");
  }
}
