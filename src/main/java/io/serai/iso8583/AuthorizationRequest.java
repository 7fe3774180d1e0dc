package io.serai.iso8583;

import io.serai.iso8583.field.AdditionalAmount;
import io.serai.iso8583.field.ChipData;
import io.serai.payment.Currency;
import io.serai.payment.PassedElements;
import io.serai.payment.PinBlock;
import io.serai.payment.SeraiException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A 0100 or 0200, or the advice of one (0120, 0220), as the route set and the engine see it.
 *
 * @param neutral the neutral request
 * @param fingerprint what a repeat must share
 */
record AuthorizationRequest(Map<String, @Nullable Object> neutral, String fingerprint) {

  /** DE3 of a cash receipt: private use. */
  private static final String CASH_RECEIPT = "92";

  /** DE3 of a balance inquiry. */
  private static final Pattern INQUIRY = Pattern.compile("3[01]");

  static AuthorizationRequest of(LinkConfig link, IsoMessage request) {
    Fields fields = new Fields(request);
    fields.require(3, 4, fields.timeField(), 11, 41, 42, 49);
    Card card = Card.of(request);
    if (card == null) {
      throw SeraiException.invalid("DE2", "the card number is missing, and so is DE35");
    }
    Map<String, @Nullable Object> neutral = RequestMapper.common(fields);
    String processingCode = fields.digits(3, 6);
    String amount = fields.digits(4, 12);
    // An advice may tell that nothing was taken in the end; a balance inquiry takes nothing.
    if (Long.parseLong(amount) == 0
        && !RequestMapper.isAdvice(request)
        && !INQUIRY.matcher(processingCode).lookingAt()) {
      throw SeraiException.invalid("DE4", "must be more than zero");
    }
    Currency currency = currency(request);
    neutral.put("currency", currency.alphabetic());
    neutral.put("processing_code", processingCode);
    neutral.put("method", method(card, processingCode, request));
    neutral.put("original_key", Circumstances.original(link, request));
    Circumstances.add(neutral, link, request);
    checkChipData(request);
    String amounts = request.field(54);
    if (amounts != null) {
      neutral.put("additional_amounts", additional(amounts));
    }
    String fingerprint =
        Fingerprint.of(card.number().digits(), amount, currency.alphabetic(), processingCode);
    return new AuthorizationRequest(neutral, fingerprint);
  }

  /** It goes on as it came, but what breaks off is refused here and not by the issuer. */
  private static void checkChipData(IsoMessage request) {
    byte[] chip = request.binary(55);
    if (chip != null) {
      var unused = ChipData.of(chip, "DE55");
    }
  }

  /** Cash back, balances and the like, for rules. */
  private static List<Map<String, Object>> additional(String amounts) {
    return AdditionalAmount.of(amounts).stream()
        .map(
            amount ->
                Map.<String, Object>of(
                    "account", amount.account(),
                    "type", amount.type(),
                    "currency", Currency.of(amount.currency()).alphabetic(),
                    "amount", amount.minor()))
        .toList();
  }

  /** The currency of DE49, three digits. */
  static Currency currency(IsoMessage request) {
    String numeric = new Fields(request).digits(49, 3);
    try {
      return Currency.of(numeric);
    } catch (SeraiException e) {
      throw new SeraiException(e.code(), "DE49", "DE49: is not an ISO 4217 number", e);
    }
  }

  private static Map<String, Object> method(Card card, String processingCode, IsoMessage request) {
    Map<String, Object> method = new LinkedHashMap<>();
    method.put("type", processingCode.startsWith(CASH_RECEIPT) ? "cash_receipt" : "card");
    method.put("bin", card.number().bin());
    method.put("last4", card.number().lastFour());
    method.put("pan", card.number());
    String expiry = card.expiry();
    if (expiry != null) {
      method.put("expiry", expiry);
    }
    byte[] pin = request.binary(PinGate.PIN_DATA);
    if (pin != null) {
      method.put("pin", new PinBlock(pin));
    }
    PassedElements passed = Forwards.taken(request);
    if (!passed.byNumber().isEmpty()) {
      method.put("passed", passed);
    }
    return method;
  }
}
