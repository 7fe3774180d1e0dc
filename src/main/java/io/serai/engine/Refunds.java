package io.serai.engine;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Refunds that nobody outside asks for at this moment: those of a bulk refund, and those that
 * waited for a cap. They go the way of every refund: key, reservation, journal, one attempt.
 * Thread-safe; nothing blocks.
 *
 * <p>Futures fail with {@link io.serai.payment.SeraiException}, among them {@link
 * io.serai.payment.CapExceeded} when a cap has no room: nothing was done, and the same may be asked
 * again.
 */
public interface Refunds {

  /**
   * Gives back all that is left of a payment; the same key makes one refund, however often.
   *
   * @param tenant whose payment
   * @param payment the payment's id
   * @param key the idempotency key within the tenant
   * @param route what counts as its route for the caps
   */
  CompletableFuture<Result> refundAll(String tenant, String payment, String key, String route);

  /**
   * Sends a refund that was queued, unless it was sent before.
   *
   * @param subject the refund's id
   * @return what became of it; empty if the journal knows of no such refund
   */
  CompletableFuture<Optional<Result>> carryOut(String tenant, String payment, String subject);

  /**
   * A refund as it stands.
   *
   * @param id its id
   * @param state succeeded, pending, unknown, declined or failed
   * @param minor how much, in minor units; null if that is not known
   * @param currency ISO 4217 letters; null if that is not known
   * @param code the provider's code of a decline, else the state's
   * @param again whether provably nothing was done, so that it may be asked again
   */
  record Result(
      String id,
      String state,
      @Nullable Long minor,
      @Nullable String currency,
      String code,
      boolean again) {}
}
