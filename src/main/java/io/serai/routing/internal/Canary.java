package io.serai.routing.internal;

import io.serai.payment.ExchangeKeys;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.zip.CRC32;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * A set beside the active one that takes some of the exchanges. Which ones is decided by the
 * payment that they name, else by their idempotency key, since a payment has no id before the
 * engine has claimed its key: repeats go the same way.
 *
 * @param set the set
 * @param share out of a hundred
 * @param merchants whose exchanges it takes whatever the share
 */
record Canary(RouteSet set, int share, Set<String> merchants) {

  private static final int WHOLE = 100;

  /** Whether this exchange is the canary's. */
  boolean takes(Exchange exchange) {
    Map<?, ?> body = exchange.getMessage().getBody() instanceof Map<?, ?> map ? map : Map.of();
    if (body.get("merchant") instanceof String merchant && merchants.contains(merchant)) {
      return true;
    }
    String name = named(exchange, body);
    return name != null && place(name) < share;
  }

  /** What stands for the payment; null for what is none, such as a batch of the journal. */
  private static @Nullable String named(Exchange exchange, Map<?, ?> body) {
    if (body.get("payment") instanceof String payment) {
      return payment;
    }
    String key = exchange.getProperty(ExchangeKeys.KEY, String.class);
    return key == null ? null : exchange.getProperty(ExchangeKeys.TENANT, String.class) + "/" + key;
  }

  private static long place(String name) {
    CRC32 sum = new CRC32();
    sum.update(name.getBytes(StandardCharsets.UTF_8));
    return sum.getValue() % WHOLE;
  }
}
