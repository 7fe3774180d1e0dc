package io.serai.provider;

import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** How a provider is reached. Implementations never block and never resend by themselves. */
@FunctionalInterface
public interface Rail {

  /**
   * Sends once.
   *
   * @return the evidence: what came back, field by field; or the failure, as it was
   */
  CompletableFuture<Map<String, Object>> send(ProviderCall call);

  /** Called once before the first call. */
  default void start() {}

  /** Called once after the last call. */
  default void stop() {}
}
