package io.serai.iso8583;

import io.serai.payment.CardNumber;
import io.serai.payment.SeraiException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A 0400 or 0420 as the route set and the engine see it.
 *
 * @param neutral the neutral request
 * @param fingerprint what a repeat must share
 */
record ReversalRequest(Map<String, @Nullable Object> neutral, String fingerprint) {

  private static final int REPLACEMENT_AMOUNTS_LENGTH = 42;

  static ReversalRequest of(LinkConfig link, IsoMessage request) {
    Fields fields = new Fields(request);
    fields.require(4, fields.timeField(), 11, 41, 42, ClaimKey.originalDataOf(request));
    Map<String, @Nullable Object> neutral = RequestMapper.common(fields);
    String original = ClaimKey.ofOriginal(link.name(), request);
    String currency = request.has(49) ? AuthorizationRequest.currency(request).alphabetic() : null;
    Long replacement = replacement(request);
    neutral.put("original_key", original);
    neutral.put("currency", currency);
    Circumstances.add(neutral, link, request);
    neutral.put("replacement_amount", replacement);
    neutral.put("late_window_seconds", link.lateWindow().toSeconds());
    String pan = request.field(2);
    if (pan != null) {
      // Not as method: the engine keeps that, and undoes what the original named.
      neutral.put("card", CardNumber.of(pan, "DE2"));
    }
    String fingerprint =
        Fingerprint.of(
            pan == null ? null : CardNumber.of(pan, "DE2").digits(),
            fields.digits(4, 12),
            currency,
            original,
            replacement == null ? null : replacement.toString());
    return new ReversalRequest(neutral, fingerprint);
  }

  /** What is to stay of the amount, or null where nothing is: no DE95, or one of zeros. */
  private static @Nullable Long replacement(IsoMessage request) {
    String amounts = request.field(95);
    if (amounts == null) {
      return null;
    }
    if (amounts.length() != REPLACEMENT_AMOUNTS_LENGTH
        || !Mask.isDigits(amounts.substring(0, 12))) {
      throw SeraiException.invalid("DE95", "must begin with an amount of 12 digits");
    }
    long amount = Long.parseLong(amounts.substring(0, 12));
    return amount == 0 ? null : Long.valueOf(amount);
  }
}
