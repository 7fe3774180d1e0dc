package io.serai.client;

import org.jspecify.annotations.Nullable;

/**
 * A purchase in Apple's App Store, by one of three things that the app has. Immutable.
 *
 * @param user who bought, as the caller calls them; never a name or an address
 * @param product the product id in the store
 * @param transactionId of StoreKit, or null
 * @param signedTransaction StoreKit 2's signed transaction (JWS), or null
 * @param receipt the app's receipt in Base64, or null
 */
public record AppleReceiptRequest(
    String user,
    String product,
    @Nullable String transactionId,
    @Nullable String signedTransaction,
    @Nullable String receipt) {

  /** By a transaction's id. */
  public static AppleReceiptRequest ofTransaction(String user, String product, String id) {
    return new AppleReceiptRequest(user, product, id, null, null);
  }

  /** By a signed transaction. */
  public static AppleReceiptRequest ofSigned(String user, String product, String jws) {
    return new AppleReceiptRequest(user, product, null, jws, null);
  }

  /** By an app's receipt. */
  public static AppleReceiptRequest ofReceipt(String user, String product, String base64) {
    return new AppleReceiptRequest(user, product, null, null, base64);
  }

  /** Who and what; the proof is for the hub alone. */
  @Override
  public String toString() {
    return "AppleReceiptRequest[user=%s, product=%s]".formatted(user, product);
  }
}
