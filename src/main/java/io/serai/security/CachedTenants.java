package io.serai.security;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
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

  private static final Logger LOG = LoggerFactory.getLogger(CachedTenants.class);

  private final ApiKeys keys;
  private volatile Map<String, String> byHash;
  private final AtomicReference<@Nullable CompletableFuture<Void>> next = new AtomicReference<>();
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          run -> {
            Thread made = new Thread(run, "serai-keys");
            made.setDaemon(true);
            return made;
          });

  @SuppressWarnings("FutureReturnValueIgnored") // ends with the executor
  CachedTenants(ApiKeys keys, SandboxCredentials sandbox) {
    this.keys = keys;
    sandbox.put(); // what it creates belongs to the first copy
    this.byHash = keys.all();
    thread.scheduleWithFixedDelay(
        this::refresh, REFRESH.toMillis(), REFRESH.toMillis(), TimeUnit.MILLISECONDS);
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
    return nextCopy().thenApply(done -> Optional.ofNullable(byHash.get(hash)));
  }

  @SuppressWarnings("FutureReturnValueIgnored") // its end is the returned future's
  private CompletableFuture<Void> nextCopy() {
    CompletableFuture<Void> mine = new CompletableFuture<>();
    CompletableFuture<Void> theirs = next.compareAndExchange(null, mine);
    if (theirs != null) {
      return theirs;
    }
    thread.schedule(
        () -> {
          next.set(null); // who asks from here on may have written after the read began
          refresh();
          mine.complete(null);
        },
        SHORTEST_PAUSE.toMillis(),
        TimeUnit.MILLISECONDS);
    return mine;
  }

  private void refresh() {
    try {
      byHash = keys.all();
    } catch (RuntimeException e) {
      LOG.warn("API keys cannot be read, the last copy holds: {}", e.toString());
    }
  }

  @Override
  public void destroy() {
    thread.shutdownNow();
  }
}
