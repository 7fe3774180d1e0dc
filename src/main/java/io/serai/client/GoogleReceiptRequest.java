package io.serai.client;

import org.jspecify.annotations.Nullable;

/**
 * A purchase in Google Play. Immutable.
 *
 * @param user who bought, as the caller calls them; never a name or an address
 * @param product the product id in the store
 * @param kind {@code product} for what is bought once, or {@code subscription}
 * @param token the purchase token
 * @param orderId the order id as the app has it, in whatever form; or null
 */
public record GoogleReceiptRequest(
    String user, String product, String kind, String token, @Nullable String orderId) {

  /** What is bought once. */
  public static GoogleReceiptRequest ofProduct(String user, String product, String token) {
    return new GoogleReceiptRequest(user, product, "product", token, null);
  }

  /** A subscription. */
  public static GoogleReceiptRequest ofSubscription(String user, String product, String token) {
    return new GoogleReceiptRequest(user, product, "subscription", token, null);
  }

  /** Who and what; the proof is for the hub alone. */
  @Override
  public String toString() {
    return "GoogleReceiptRequest[user=%s, product=%s, kind=%s]".formatted(user, product, kind);
  }
}
