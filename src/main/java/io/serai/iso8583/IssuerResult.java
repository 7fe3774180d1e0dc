package io.serai.iso8583;

import io.serai.iso8583.field.AdditionalAmount;
import io.serai.payment.Currency;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What an answer says beside DE39 where the hub itself is the issuer. */
final class IssuerResult {

  private static final int AMOUNT = 4;
  private static final int BILLING_AMOUNT = 6;
  private static final int APPROVAL_CODE = 38;
  private static final int BILLING_CURRENCY = 51;
  private static final int ADDITIONAL_AMOUNTS = 54;
  private static final String AVAILABLE = "02";
  private static final String ANY_ACCOUNT = "00";
  private static final int PROCESSING_CODE_LENGTH = 6;

  private IssuerResult() {}

  /** Whether it tells of a decision that is on disk, which it names. */
  static boolean isDecided(Map<?, ?> result) {
    return result.get("decided") instanceof String decided && !decided.isEmpty();
  }

  /** Sets the approval code, what was approved of the amount, and the balance. */
  static void fill(IsoMessage.Builder answer, IsoMessage request, Map<?, ?> result) {
    if (result.get("approval_code") instanceof String code) {
      answer.set(APPROVAL_CODE, code);
    }
    if (result.get("approved_amount") instanceof Long approved) {
      answer.set(AMOUNT, twelve(approved));
    }
    if (result.get("approved_billing_amount") instanceof Long approved) {
      answer.set(BILLING_AMOUNT, twelve(approved));
      answer.set(BILLING_CURRENCY, request.field(BILLING_CURRENCY));
    }
    if (result.get("available") instanceof Long available
        && result.get("available_currency") instanceof String currency) {
      answer.set(
          ADDITIONAL_AMOUNTS,
          new AdditionalAmount(
                  account(request.field(3)), AVAILABLE, Currency.of(currency).numeric(), available)
              .toString());
    }
  }

  /** Which account, as the request has it in the middle of DE3. */
  private static String account(@Nullable String processingCode) {
    return processingCode != null && processingCode.length() == PROCESSING_CODE_LENGTH
        ? processingCode.substring(2, 4)
        : ANY_ACCOUNT;
  }

  private static String twelve(long minor) {
    return "%012d".formatted(minor);
  }
}
