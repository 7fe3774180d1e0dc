package io.serai.receipt;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

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
}
