package io.serai.rest;

import io.serai.payment.CapExceeded;
import io.serai.payment.ErrorCode;
import io.serai.payment.SeraiException;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a POS program is told beside the status: the code that a terminal would get in DE39. */
final class ResponseCode {

  static final String APPROVED = "00";
  private static final String IN_PROGRESS = "09";
  private static final String DO_NOT_HONOUR = "05";
  private static final String UNAVAILABLE = "91";
  private static final String MALFUNCTION = "96";

  private static final Pattern TWO_DIGITS = Pattern.compile("[0-9]{2}");

  private static final Map<ErrorCode, String> OF_ERROR =
      Map.of(
          ErrorCode.MERCHANT_REFUSED, "03",
          ErrorCode.OPERATION_NOT_SUPPORTED, "12",
          ErrorCode.BRAND_NOT_ACCEPTED, "12",
          ErrorCode.CURRENCY_NOT_SUPPORTED, "12",
          ErrorCode.STATE_CONFLICT, "12",
          ErrorCode.REFUND_EXCEEDS_CHARGE, "12",
          ErrorCode.PAYMENT_NOT_FOUND, "25",
          ErrorCode.TERMINAL_REFUSED, "58",
          ErrorCode.PROVIDERS_UNAVAILABLE, UNAVAILABLE,
          ErrorCode.IDEMPOTENCY_KEY_REUSED, "94");

  private ResponseCode() {}

  /** Whether a route's body is a code that refuses. */
  static boolean isRefusal(@Nullable Object body) {
    return is(body) && !APPROVED.equals(body);
  }

  private static boolean is(@Nullable Object text) {
    return text instanceof String code && TWO_DIGITS.matcher(code).matches();
  }

  /** Of a result of the engine about an approval: what is not approved is refused. */
  static String ofApproval(Map<?, ?> result) {
    boolean approved =
        "approved".equals(result.get("outcome"))
            && !Boolean.TRUE.equals(result.get("reversal_requested"));
    return approved ? APPROVED : refusal(result);
  }

  /** Of a result of the engine about a cancel, which may still be under way. */
  static String ofCancel(Map<?, ?> result) {
    return switch (String.valueOf(result.get("outcome"))) {
      case "approved" -> APPROVED;
      case "pending", "unknown" -> IN_PROGRESS;
      default -> refusal(result);
    };
  }

  private static String refusal(Map<?, ?> result) {
    for (String member : new String[] {"response_code", "decline_code"}) {
      Object given = result.get(member);
      if (is(given) && !APPROVED.equals(given)) {
        return String.valueOf(given);
      }
    }
    return "declined".equals(result.get("outcome")) ? DO_NOT_HONOUR : UNAVAILABLE;
  }

  /** Of an error; null for one that comes before a terminal is known. */
  static @Nullable String ofError(ErrorCode code, @Nullable SeraiException error) {
    if (error instanceof CapExceeded cap) {
      return cap.byCount() ? "65" : "61";
    }
    String known = OF_ERROR.get(code);
    if (known != null) {
      return known;
    }
    return switch (code.category()) {
      case INVALID -> "30";
      case DECLINED -> DO_NOT_HONOUR;
      case UNAUTHORIZED -> null;
      case CONFLICT, NOT_FOUND, UNAVAILABLE, OPERATOR -> MALFUNCTION;
    };
  }
}
