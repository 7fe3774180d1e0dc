package io.serai.iso8583;

import io.serai.payment.CapExceeded;
import io.serai.payment.ErrorCode;
import io.serai.payment.SeraiException;
import java.util.EnumMap;
import java.util.Map;

/** What DE39 says, and nothing else: the table that {@code docs/iso8583.md} explains. */
final class ResponseCodes {

  static final String APPROVED = "00";
  static final String INVALID_MERCHANT = "03";
  static final String DO_NOT_HONOUR = "05";
  static final String PARTLY_APPROVED = "10";
  static final String INVALID_TRANSACTION = "12";
  static final String NO_ORIGINAL = "25";
  static final String FORMAT_ERROR = "30";
  static final String NOT_PERMITTED_TO_TERMINAL = "58";
  static final String EXCEEDS_SUM = "61";
  static final String EXCEEDS_COUNT = "65";
  static final String ISSUER_UNAVAILABLE = "91";
  static final String DUPLICATE = "94";
  static final String MALFUNCTION = "96";

  /** By the result's {@code outcome}, where neither it nor its code says more. */
  static final Map<String, String> OF_REQUEST =
      Map.of(
          "approved", APPROVED,
          "declined", DO_NOT_HONOUR,
          "pending", ISSUER_UNAVAILABLE,
          "unknown", ISSUER_UNAVAILABLE,
          "failed", ISSUER_UNAVAILABLE);

  /** The same for reversals: one that is journaled is carried out, however long it takes (I3). */
  static final Map<String, String> OF_REVERSAL =
      Map.of(
          "approved", APPROVED,
          "declined", DO_NOT_HONOUR,
          "pending", APPROVED,
          "unknown", APPROVED,
          "failed", ISSUER_UNAVAILABLE);

  /** By the result's {@code code}, unless it is approved. */
  static final Map<String, String> OF_CODE =
      Map.of(
          "no_provider", ISSUER_UNAVAILABLE,
          "key_conflict", DUPLICATE,
          "no_original", NO_ORIGINAL,
          "operation_not_supported", INVALID_TRANSACTION);

  private static final Map<ErrorCode.Category, String> OF_CATEGORY =
      new EnumMap<>(
          Map.of(
              ErrorCode.Category.INVALID, FORMAT_ERROR,
              ErrorCode.Category.CONFLICT, MALFUNCTION,
              ErrorCode.Category.NOT_FOUND, MALFUNCTION,
              ErrorCode.Category.UNAUTHORIZED, MALFUNCTION,
              ErrorCode.Category.DECLINED, DO_NOT_HONOUR,
              ErrorCode.Category.UNAVAILABLE, MALFUNCTION,
              ErrorCode.Category.OPERATOR, MALFUNCTION));

  private static final Map<ErrorCode, String> OF_ERROR =
      new EnumMap<>(
          Map.of(
              ErrorCode.OPERATION_NOT_SUPPORTED, INVALID_TRANSACTION,
              ErrorCode.BRAND_NOT_ACCEPTED, INVALID_TRANSACTION,
              ErrorCode.CURRENCY_NOT_SUPPORTED, INVALID_TRANSACTION,
              ErrorCode.IDEMPOTENCY_KEY_REUSED, DUPLICATE,
              ErrorCode.PAYMENT_NOT_FOUND, NO_ORIGINAL,
              ErrorCode.MERCHANT_REFUSED, INVALID_MERCHANT,
              ErrorCode.TERMINAL_REFUSED, NOT_PERMITTED_TO_TERMINAL,
              ErrorCode.PROVIDERS_UNAVAILABLE, ISSUER_UNAVAILABLE));

  private ResponseCodes() {}

  static String of(SeraiException failure) {
    if (failure instanceof CapExceeded cap) {
      return cap.byCount() ? EXCEEDS_COUNT : EXCEEDS_SUM;
    }
    String code = OF_ERROR.get(failure.code());
    return code != null ? code : OF_CATEGORY.getOrDefault(failure.code().category(), MALFUNCTION);
  }

  /** Whether a peer takes it for an approval, so that only what was decided may be answered so. */
  static boolean approves(String code) {
    return code.equals(APPROVED) || code.equals(PARTLY_APPROVED);
  }

  /** Whether a text can stand in DE39. */
  static boolean isTwoDigits(String text) {
    return text.length() == 2 && Mask.isDigits(text);
  }
}
