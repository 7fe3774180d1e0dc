package io.serai.issuing;

import java.util.concurrent.CompletableFuture;

/**
 * Where steps over accounts are committed, together with others that wait at the same moment.
 * Thread-safe; nothing blocks, and futures complete only when what they tell is on disk (I4).
 *
 * <p>Futures fail with {@link io.serai.payment.SeraiException}: {@code OVERLOADED} when the queue
 * is full, {@code JOURNAL_UNAVAILABLE} when PostgreSQL refuses or cannot be reached, {@code
 * IDEMPOTENCY_KEY_REUSED} for a known key with another fingerprint. After each, nothing was
 * written.
 */
public interface CardAccounts {

  /** Commits a step. */
  CompletableFuture<Done> commit(AccountWork work);

  /**
   * A step that was done.
   *
   * @param decision what is answered
   * @param replay whether it was done before, under the same key
   */
  record Done(CardDecision decision, boolean replay) {}
}
