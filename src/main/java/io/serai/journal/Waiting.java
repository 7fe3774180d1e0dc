package io.serai.journal;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A work that waits for its group. */
final class Waiting<W, R> {

  final W work;
  final boolean ahead;
  final Lane<W, R> lane;
  final CompletableFuture<R> result = new CompletableFuture<>();

  /** The one behind it in its lane; guarded by {@link Lanes}. */
  @Nullable Waiting<W, R> next;

  Waiting(W work, Lane<W, R> lane, boolean ahead) {
    this.work = work;
    this.lane = lane;
    this.ahead = ahead;
  }

  void tell(GroupResult<R> what) {
    if (what instanceof GroupResult.Done<R> done) {
      result.complete(done.what());
    } else if (what instanceof GroupResult.Failed<R> failed) {
      result.completeExceptionally(failed.why());
    }
  }
}
