package io.serai.engine.internal;

import io.serai.payment.Channel;
import io.serai.payment.ErrorCode;
import io.serai.payment.ExchangeKeys;
import io.serai.payment.Origin;
import io.serai.payment.SeraiException;
import java.time.Instant;
import java.util.function.UnaryOperator;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * Who asks, as its entry established it; never taken from the body.
 *
 * @param tenant from the credential or the link
 * @param channel how it came in
 * @param link the ISO 8583 link, or null
 * @param key the idempotency key; empty for a mere question
 * @param fingerprint what must be the same under the same key; a keyed hash, because a terminal's
 *     is made of a card number
 * @param trace trace id
 * @param routeId the route that places the payment
 * @param routeSet content hash of the set of routes
 * @param onlyKnown why nothing new may be begun for it, or null
 */
record Caller(
    String tenant,
    Channel channel,
    @Nullable String link,
    String key,
    String fingerprint,
    String trace,
    String routeId,
    String routeSet,
    @Nullable SeraiException onlyKnown) {

  /**
   * Who asks by an exchange.
   *
   * @param keyed makes a keyed hash
   */
  static Caller of(Exchange exchange, UnaryOperator<String> keyed) {
    String tenant = text(exchange, ExchangeKeys.TENANT);
    String channel = text(exchange, ExchangeKeys.CHANNEL);
    if (tenant.isEmpty() || channel.isEmpty()) {
      throw new SeraiException(
          ErrorCode.INTERNAL, "the entry did not say who calls (tenant and channel)");
    }
    String link = text(exchange, ExchangeKeys.LINK);
    String fingerprint = text(exchange, ExchangeKeys.FINGERPRINT);
    String set = exchange.getContext().getGlobalOption(ExchangeKeys.SET_HASH);
    String route = exchange.getFromRouteId();
    return new Caller(
        tenant,
        Channel.of(channel),
        link.isEmpty() ? null : link,
        text(exchange, ExchangeKeys.KEY),
        fingerprint.isEmpty() ? "" : keyed.apply(fingerprint),
        text(exchange, ExchangeKeys.TRACE),
        route == null ? "" : route,
        set == null ? "" : set,
        exchange.getProperty(ExchangeKeys.ONLY_KNOWN, SeraiException.class));
  }

  /** Where a payment comes from that this caller asks for under a key. */
  Origin origin(Fields fields, String claimKey, Instant now) {
    String merchant = fields.text("merchant");
    return new Origin(
        tenant,
        merchant == null ? "" : merchant,
        channel,
        link,
        claimKey,
        fields.text("reference"),
        fields.method(),
        routeId,
        routeSet,
        trace,
        now);
  }

  /** The key under which an effect is claimed. */
  String requireKey() {
    if (key.isEmpty()) {
      throw new SeraiException(
          ErrorCode.IDEMPOTENCY_KEY_MISSING, "an operation that moves money needs its key");
    }
    return key;
  }

  private static String text(Exchange exchange, String name) {
    String value = exchange.getProperty(name, String.class);
    return value == null ? "" : value;
  }
}
