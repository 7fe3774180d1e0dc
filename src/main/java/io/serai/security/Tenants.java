package io.serai.security;

import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Says whose an API key is. Thread-safe; never blocks the caller. */
@FunctionalInterface
public interface Tenants {

  /**
   * The tenant of a key.
   *
   * @param apiKey what the caller sent; it is neither kept nor logged
   * @return the tenant, or empty if the key is nobody's or was revoked; completed on any thread
   */
  CompletionStage<Optional<String>> of(String apiKey);
}
