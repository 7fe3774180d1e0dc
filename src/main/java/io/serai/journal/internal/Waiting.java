package io.serai.journal.internal;

import io.serai.journal.Commit;
import io.serai.journal.CommitResult;
import java.util.concurrent.CompletableFuture;

/** A commit that waits for its group. */
record Waiting(Commit commit, CompletableFuture<CommitResult> result) {

  void done(CommitResult what) {
    result.complete(what);
  }

  void failed(Exception why) {
    result.completeExceptionally(why);
  }
}
