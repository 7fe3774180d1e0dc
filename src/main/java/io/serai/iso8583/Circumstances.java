package io.serai.iso8583;

import io.serai.payment.Currency;
import io.serai.payment.SeraiException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Under which circumstances a card is used, for rules and for an issuer. No message is refused for
 * them: who does not need them never read them, so what cannot be understood is left out.
 */
final class Circumstances {

  private static final int CATEGORY = 18;
  private static final int ACQUIRER_COUNTRY = 19;
  private static final int APPROVAL_CODE = 38;
  private static final int ACCEPTOR = 43;
  private static final int ACCEPTOR_LENGTH = 40;
  private static final int LETTERS_OF_1993 = 3;
  private static final int BILLING_AMOUNT = 6;
  private static final int BILLING_CURRENCY = 51;
  private static final int RESPONSE_CODE = 39;

  private Circumstances() {}

  /** Adds what a request says. */
  static void add(Map<String, @Nullable Object> neutral, LinkConfig link, IsoMessage request) {
    neutral.put("merchant_category", digits(request.field(CATEGORY), 4));
    neutral.put("merchant_country", country(request));
    neutral.put("entry_mode", Presentation.mode(request));
    neutral.put("pin_entered", request.has(PinGate.PIN_DATA) ? Boolean.TRUE : null);
    neutral.put("approval_code", plain(request.field(APPROVAL_CODE)));
    neutral.put("advised_code", plain(request.field(RESPONSE_CODE)));
    billing(neutral, request);
    Indicators indicators = link.asked().indicators();
    neutral.put("partial_allowed", orNull(indicators.says(Indicators.PARTIAL, request)));
    neutral.put("balance_wanted", orNull(indicators.says(Indicators.BALANCE, request)));
    neutral.put("estimated", orNull(indicators.says(Indicators.ESTIMATED, request)));
    neutral.put("incremental", orNull(indicators.says(Indicators.INCREMENTAL, request)));
    neutral.put("more_follows", orNull(indicators.says(Indicators.MORE, request)));
  }

  /** The key of the request that this one is about, or null where it names none. */
  static @Nullable String original(LinkConfig link, IsoMessage request) {
    if (!request.has(ClaimKey.originalDataOf(request))) {
      return null;
    }
    try {
      return ClaimKey.ofOriginal(link.name(), request);
    } catch (SeraiException e) {
      return null;
    }
  }

  private static @Nullable Boolean orNull(boolean said) {
    return said ? Boolean.TRUE : null;
  }

  private static void billing(Map<String, @Nullable Object> neutral, IsoMessage request) {
    String amount = digits(request.field(BILLING_AMOUNT), 12);
    String currency = digits(request.field(BILLING_CURRENCY), 3);
    if (amount == null || currency == null) {
      return;
    }
    try {
      neutral.put("billing_currency", Currency.of(currency).alphabetic());
      neutral.put("billing_amount", Long.valueOf(amount));
    } catch (SeraiException e) {
      // A currency that is none leaves the amount of DE4.
    }
  }

  /** Where the acceptor is: the end of DE43, else the country of the acquirer. */
  private static @Nullable String country(IsoMessage request) {
    String acceptor = request.field(ACCEPTOR);
    String country = null;
    if (acceptor != null && Answers.isOf1993(request) && acceptor.length() > LETTERS_OF_1993) {
      country = Countries.alpha2(acceptor.substring(acceptor.length() - LETTERS_OF_1993));
    } else if (acceptor != null && acceptor.length() == ACCEPTOR_LENGTH) {
      country = Countries.alpha2(acceptor.substring(ACCEPTOR_LENGTH - 2));
    }
    return country != null ? country : Countries.alpha2(request.field(ACQUIRER_COUNTRY));
  }

  private static @Nullable String digits(@Nullable String value, int length) {
    return value != null && value.length() == length && Mask.isDigits(value) ? value : null;
  }

  private static @Nullable String plain(@Nullable String value) {
    return value != null && value.strip().matches("[A-Za-z0-9]{2,6}") ? value.strip() : null;
  }
}
