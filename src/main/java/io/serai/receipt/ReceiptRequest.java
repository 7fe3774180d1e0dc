package io.serai.receipt;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an upstream wants verified.
 *
 * @param tenant whose it is
 * @param key the idempotency key
 * @param fingerprint what must be the same under the same key
 * @param fields the neutral request: {@code user}, {@code product}, and the purchase in the store's
 *     own form
 * @param routeId the route that asks
 * @param routeSet content hash of the set of routes
 * @param trace trace id
 */
public record ReceiptRequest(
    String tenant,
    String key,
    String fingerprint,
    Map<String, Object> fields,
    String routeId,
    String routeSet,
    String trace) {

  String user() {
    return String.valueOf(fields.get("user"));
  }

  String product() {
    return String.valueOf(fields.get("product"));
  }

  /** The store's secret name of a purchase that lasts over renewals, or null. */
  @Nullable String token() {
    return fields.get("token") instanceof String token ? token : null;
  }

  @Override
  public String toString() {
    return "ReceiptRequest[" + tenant + "]"; // never the receipt
  }
}
