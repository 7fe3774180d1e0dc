package io.serai.routing.internal;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Tells when edited files have come to rest. It compares what they hold, since the notices of a
 * file system know nothing of a ConfigMap's links and get lost on some mounts. Used by one thread.
 */
final class FolderWatch {

  private final FolderTree tree;
  private final Duration settle;
  private final LongSupplier nanos;
  private @Nullable String taken;
  private @Nullable String seen;
  private long seenSince;

  /**
   * A watch over files that have just been read.
   *
   * @param settle for so long they must stay as they are
   * @param nanos a monotonic clock
   */
  FolderWatch(FolderTree tree, Duration settle, LongSupplier nanos) {
    this.tree = tree;
    this.settle = settle;
    this.nanos = nanos;
    this.taken = tree.fingerprint().orElse(null);
  }

  /** What they hold, where that has changed and come to rest since it was last told. */
  Optional<String> changed() {
    String now = tree.fingerprint().orElse(null);
    if (now == null || now.equals(taken)) {
      seen = null;
      return Optional.empty();
    }
    if (!now.equals(seen)) {
      seen = now;
      seenSince = nanos.getAsLong();
    }
    if (nanos.getAsLong() - seenSince < settle.toNanos()) {
      return Optional.empty();
    }
    taken = now;
    return Optional.of(now);
  }

  /** They have changed again while they were read: they are told of once more. */
  void again() {
    taken = null;
  }
}
