package io.serai.receipt;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The journal of verifications. Thread-safe; no call waits. */
public interface ReceiptBook {

  /**
   * Claims the key of a verification and notes that the store is about to be asked, in one commit.
   * Where the key stands already nothing is claimed; that the store is asked again is noted if the
   * fingerprint is the same and the verification is not final.
   *
   * @return what stands under the key; the same object if it is new
   */
  CompletableFuture<Receipt> claim(Receipt fresh, Instant at);

  /**
   * Notes how a verification came out, in one commit with the use of its transaction. What is final
   * stays as it is. A transaction that another verification has used makes it refused; a purchase
   * that the store disowns ends what was verified by it.
   *
   * @return what stands then
   */
  CompletableFuture<Receipt> conclude(Receipt receipt, Receipt.Verdict verdict, Instant at);

  /** The tenant's verification of an id. */
  CompletableFuture<Optional<Receipt>> find(String tenant, String id);

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
