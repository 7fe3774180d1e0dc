package io.serai.issuing.cards;

import io.serai.issuing.CardRequest.From;
import io.serai.payment.ErrorCode;
import io.serai.payment.ExchangeKeys;
import io.serai.payment.SeraiException;
import org.apache.camel.Exchange;

/**
 * Who asks, as its entry established it; never taken from the body.
 *
 * @param tenant from the credential
 * @param key the idempotency key; empty for a mere question
 * @param fingerprint what must be the same under the same key
 * @param origin where it came from
 */
record CardCaller(String tenant, String key, String fingerprint, From origin) {

  static CardCaller of(Exchange exchange) {
    String tenant = text(exchange, ExchangeKeys.TENANT);
    if (tenant.isEmpty()) {
      throw new SeraiException(ErrorCode.INTERNAL, "the entry did not say whose request it is");
    }
    String route = exchange.getFromRouteId();
    String set = exchange.getContext().getGlobalOption(ExchangeKeys.SET_HASH);
    return new CardCaller(
        tenant,
        text(exchange, ExchangeKeys.KEY),
        text(exchange, ExchangeKeys.FINGERPRINT),
        new From(
            tenant,
            "",
            route == null ? "" : route,
            set == null ? "" : set,
            text(exchange, ExchangeKeys.TRACE)));
  }

  private static String text(Exchange exchange, String name) {
    String value = exchange.getProperty(name, String.class);
    return value == null ? "" : value;
  }

  /** The key within all tenants. */
  String claim() {
    if (key.isEmpty()) {
      throw new SeraiException(
          ErrorCode.IDEMPOTENCY_KEY_MISSING, "what changes a card needs its key");
    }
    return tenant + "/" + key;
  }
}
