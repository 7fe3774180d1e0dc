package io.serai.issuing.internal;

import io.serai.issuing.AccountWork;
import io.serai.issuing.CardAccounts.Done;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The keys that are under way or were answered a moment ago. A repeat hears the same from here:
 * where it cannot wait for its turn either, it would else be declined while its first is approved.
 * The database has the last word, in the claims. Bounded; thread-safe.
 */
final class RecentKeys {

  private record Known(String fingerprint, CompletableFuture<Done> answer) {}

  private final Map<String, Known> keys;

  RecentKeys(int most) {
    this.keys =
        new LinkedHashMap<>() {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<String, Known> eldest) {
            return size() > most;
          }
        };
  }

  /** What the first one under the key is told, or null if this is the first. */
  @Nullable CompletableFuture<Done> enter(AccountWork work, CompletableFuture<Done> answer) {
    if (work.key() == null) {
      return null;
    }
    String key = key(work);
    Known known;
    synchronized (keys) {
      known = keys.putIfAbsent(key, new Known(work.fingerprint(), answer));
    }
    if (known == null) {
      return null;
    }
    if (!known.fingerprint().equals(work.fingerprint())) {
      return CompletableFuture.failedFuture(CardGroups.reused());
    }
    return known.answer().thenApply(done -> new Done(done.decision(), true));
  }

  /** Forgets a key under which nothing was done. */
  void forget(AccountWork work) {
    if (work.key() != null) {
      synchronized (keys) {
        keys.remove(key(work));
      }
    }
  }

  /** Forgets the request that another names: it may be taken back by it. */
  void forgetNamed(AccountWork work) {
    if (work.holdRef() != null) {
      synchronized (keys) {
        keys.remove(work.origin().tenant() + "/" + work.holdRef());
      }
    }
  }

  private static String key(AccountWork work) {
    return work.origin().tenant() + "/" + work.key();
  }
}
