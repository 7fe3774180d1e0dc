package io.serai.refund.internal;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A refund to be made, or to be asked about.
 *
 * @param id its row
 * @param job the bulk refund that it belongs to; null for one that was accepted past a cap
 * @param subject the refund's id where it was accepted before; null in a bulk refund
 * @param tenant whose payment
 * @param payment the payment's id
 * @param tries how often it was tried
 * @param at when it was written
 */
record Item(
    String id,
    @Nullable String job,
    @Nullable String subject,
    String tenant,
    String payment,
    int tries,
    Instant at) {

  /**
   * What becomes of it.
   *
   * @param state waiting, sent, done, failed or skipped
   * @param code why
   * @param minor what was given back, if that is known
   * @param currency of it
   * @param dueAt when to see to it again
   * @param tries how often it was tried now
   */
  record Next(
      String state,
      String code,
      @Nullable Long minor,
      @Nullable String currency,
      Instant dueAt,
      int tries) {}
}
