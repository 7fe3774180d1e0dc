package io.serai.notice.internal;

import java.util.concurrent.CompletableFuture;

/** How one provider proves that what was sent is its own. Thread-safe; nothing blocks. */
interface Proof {

  /**
   * Checks what was sent.
   *
   * @return the event; fails with {@link Sent#refused} or {@link Sent#unchecked}
   */
  CompletableFuture<Told> check(Sent sent);
}
