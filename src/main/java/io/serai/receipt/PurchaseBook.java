package io.serai.receipt;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The journal of verifications, by purchases that stores tell of. Thread-safe; no call waits. */
public interface PurchaseBook {

  /**
   * What was verified of a purchase and still stands, over all tenants, oldest first.
   *
   * @param purchase the keyed hash of its token, or null where it goes by its first transaction
   * @param original its first transaction, or null
   */
  CompletableFuture<List<Receipt>> standing(
      String provider, @Nullable String purchase, @Nullable String original);

  /**
   * Notes what a store said when it was asked again; what it does not vouch for any more ends. What
   * has ended meanwhile stays as it is, so this may be repeated.
   *
   * @param ends whether it is over
   */
  CompletableFuture<Void> checked(
      List<Receipt> receipts, Receipt.Verdict verdict, boolean ends, Instant at);
}
