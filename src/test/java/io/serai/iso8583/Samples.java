package io.serai.iso8583;

import io.serai.payment.ExchangeKeys;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.Exchange;

/** Messages and results that the tests share; the card numbers are published test numbers. */
final class Samples {

  static final String PAN = "4111111111111111";
  static final String TIME = "1123184500";

  private Samples() {}

  static IsoMessage.Builder request(String mti, int stan) {
    return IsoMessage.of(mti)
        .set(2, PAN)
        .set(3, "000000")
        .set(4, "000000001000")
        .set(7, TIME)
        .set(11, "%06d".formatted(stan))
        .set(14, "3012")
        .set(32, "00123456")
        .set(41, "TERM0001")
        .set(42, "MERCHANT01")
        .set(49, "392");
  }

  static IsoMessage.Builder reversal(String mti, int stan, String originalMti, int originalStan) {
    return request(mti, stan)
        .set(
            90,
            originalMti + "%06d".formatted(originalStan) + TIME + "00000123456" + "0".repeat(11));
  }

  /** What the engine would leave for an approved payment; its id is made of the key. */
  static Map<String, Object> approved(Exchange exchange) {
    Map<String, Object> result = new HashMap<>();
    String key = exchange.getProperty(ExchangeKeys.KEY, String.class);
    result.put("id", "pay_" + Integer.toHexString(key.hashCode()));
    result.put("outcome", "approved");
    result.put("code", "approved");
    result.put("approval_code", "A12345");
    result.put("created_at", "2026-11-23T18:45:00Z");
    return result;
  }

  static void answer(Exchange exchange, Object body) {
    exchange.getMessage().setBody(body);
  }
}
