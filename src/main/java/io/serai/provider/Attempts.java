package io.serai.provider;

import io.serai.payment.Outcome;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;

/** Sends one operation once to one provider and says what became of it. Thread-safe. */
public interface Attempts {

  /**
   * Sends, unless {@code sendBy} has passed.
   *
   * @return the outcome; the future never fails, and completes within the provider's time-out
   */
  CompletableFuture<Outcome> send(Provider provider, ProviderCall call, Instant sendBy);
}
