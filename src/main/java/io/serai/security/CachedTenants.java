package io.serai.security;

import io.serai.upkeep.FreshCopy;
import io.serai.upkeep.Upkeep;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/**
 * A copy of the valid keys in memory, made anew every few seconds by a thread of its own. A key
 * that the copy does not hold waits for the next copy, which is made at once but never twice within
 * {@link #SHORTEST_PAUSE}, so that wrong keys cannot load the database.
 *
 * <p>While the database cannot be read the last copy holds: known tenants go on, a key revoked
 * meanwhile still works.
 */
@Component
class CachedTenants implements Tenants, DisposableBean {

  static final Duration REFRESH = Duration.ofSeconds(5);
  static final Duration SHORTEST_PAUSE = Duration.ofMillis(250);

  private final ApiKeys keys;
  private volatile Map<String, String> byHash;
  private final Upkeep upkeep =
      new Upkeep("serai-keys", "API keys cannot be read, the last copy holds");
  private final FreshCopy fresh = new FreshCopy(upkeep, SHORTEST_PAUSE, this::refresh);

  CachedTenants(ApiKeys keys, SandboxCredentials sandbox) {
    this.keys = keys;
    sandbox.put(); // what it creates belongs to the first copy
    this.byHash = keys.all();
    upkeep.every(REFRESH, this::refresh);
  }

  @Override
  public CompletionStage<Optional<String>> of(String apiKey) {
    if (!apiKey.startsWith(ApiKeys.PREFIX)) {
      return CompletableFuture.completedFuture(Optional.empty());
    }
    String hash = ApiKeys.hash(apiKey);
    String tenant = byHash.get(hash);
    if (tenant != null) {
      return CompletableFuture.completedFuture(Optional.of(tenant));
    }
    return fresh.await().thenApply(done -> Optional.ofNullable(byHash.get(hash)));
  }

  private void refresh() {
    byHash = keys.all();
  }

  @Override
  public void destroy() {
    upkeep.close();
  }
}
