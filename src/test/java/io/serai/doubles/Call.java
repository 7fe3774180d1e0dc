package io.serai.doubles;

import org.jspecify.annotations.Nullable;

/**
 * One request to a provider, freed of its wire shape.
 *
 * @param key the caller's key; the same key is the same request
 * @param originalKey the key of the request that a reversal or inquiry is about
 * @param originalReference this provider's own reference of the charge that a refund or an ordinary
 *     cancel is about, or the day and the number of its approval
 * @param amount minor units; 0 where a refund or reversal means all that is left
 * @param currency ISO 4217, upper case; empty where the original's is meant
 * @param hubReference the hub's id of the payment
 */
record Call(
    Operation operation,
    String key,
    @Nullable String originalKey,
    @Nullable String originalReference,
    long amount,
    String currency,
    String hubReference) {

  static Call inquiry(String originalKey) {
    return new Call(Operation.INQUIRY, originalKey, originalKey, null, 0, "", "");
  }
}
