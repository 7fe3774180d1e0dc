package io.serai.engine;

import java.time.Instant;
import java.util.concurrent.CompletableFuture;

/**
 * The durable memory of refunds that were accepted past a cap, which the room of refunds keeps and
 * works off. Thread-safe; never blocks.
 */
@FunctionalInterface
public interface RefundQueue {

  /**
   * A refund that is about to be accepted. Whether it was is for the journal to say: until its key
   * is claimed there, {@link Refunds#carryOut} does nothing.
   *
   * @param subject the refund's id
   * @param tenant whose payment
   * @param payment the payment's id
   * @param minor how much, in minor units
   * @param currency ISO 4217 letters
   * @param dueAt when to try it first
   */
  record Waiting(
      String subject, String tenant, String payment, long minor, String currency, Instant dueAt) {}

  /**
   * Keeps a refund; again under the same subject, it keeps the newer one.
   *
   * @return completes once it is on disk
   */
  CompletableFuture<Void> keep(Waiting refund);
}
