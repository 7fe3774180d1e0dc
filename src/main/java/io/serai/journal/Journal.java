package io.serai.journal;

import io.serai.payment.Payment;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * The durable memory of all payments. Every call returns at once; the futures complete on the
 * journal's own threads, and never before what they tell is on disk. Thread-safe.
 *
 * <p>Futures fail with {@link io.serai.payment.SeraiException}: {@code OVERLOADED} when the queue
 * is full and {@code JOURNAL_UNAVAILABLE} when PostgreSQL refuses or cannot be reached. After
 * either, nothing was written (I4).
 */
public interface Journal {

  /** Writes a commit, together with others that wait at the same moment. */
  CompletableFuture<CommitResult> commit(Commit commit);

  /** The payment as it stands. */
  CompletableFuture<Optional<Payment>> payment(String paymentId);

  /** The claim of a tenant's key. */
  CompletableFuture<Optional<Claim>> claim(String tenant, String key);

  /** The answer that was saved for a payment or a refund of it, as JSON. */
  CompletableFuture<Optional<String>> answer(String paymentId, String subject);

  /** All entries of a payment in their order. */
  CompletableFuture<List<HistoryEntry>> history(String paymentId);

  /** The card number kept for a payment while it may be needed to undo it. */
  CompletableFuture<Optional<io.serai.payment.CardNumber>> card(String paymentId);

  /**
   * A keyed hash of a text (HMAC-SHA-256 in hex, under a key derived from the vault's). For what
   * has to be compared but is made of a card number, which a bare hash would not hide. Does not
   * block.
   */
  String keyed(String text);

  /** The name under which this process holds its attempts. */
  String lease();
}
