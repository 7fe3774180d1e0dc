package io.serai.provider;

import io.serai.payment.Outcome;
import io.serai.payment.SendBy;
import java.util.concurrent.CompletableFuture;

/** Sends one operation once to one provider and says what became of it. Thread-safe. */
public interface Attempts {

  /**
   * Sends, unless {@code sendBy} has passed.
   *
   * @return the outcome; the future never fails, and completes within the provider's time-out
   */
  CompletableFuture<Outcome> send(Provider provider, ProviderCall call, SendBy sendBy);

  /** Whether this process speaks to the provider at all. */
  default boolean takes(String provider) {
    return true;
  }

  /**
   * Whether the provider is left out just now, so that nothing that begins a payment or a refund is
   * to be sent to it. Answers from memory.
   *
   * @param key the provider's key of what would be sent: one payment may be let through as a probe,
   *     and is let through again when it asks again
   */
  default boolean bypasses(Provider provider, String key) {
    return false;
  }
}
