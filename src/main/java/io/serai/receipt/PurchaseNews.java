package io.serai.receipt;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A store tells that something happened to a purchase.
 *
 * @param token the store's secret name of the purchase, which lasts over renewals, or null
 * @param original the store's first transaction of the purchase, or null
 * @param transaction the transaction that is meant, or null for all of the purchase
 * @param fields what else is needed to ask the store about it, as an upstream would send it; the
 *     product is taken from what was verified
 */
public record PurchaseNews(
    @Nullable String token,
    @Nullable String original,
    @Nullable String transaction,
    Map<String, Object> fields) {

  /** Copies what could change. */
  public PurchaseNews {
    fields = Map.copyOf(fields);
  }

  @Override
  public String toString() {
    return "PurchaseNews[" + transaction + "]"; // never the token
  }
}
