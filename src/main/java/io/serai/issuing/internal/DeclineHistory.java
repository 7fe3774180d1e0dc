package io.serai.issuing.internal;

import io.serai.issuing.AccountWork;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Writes into the accounts' histories what was declined at once (S4.6), when there is room: as long
 * as anybody else waits for a group it waits, too, since it needs the accounts' locks. A bounded
 * number waits; what is more, and what a process has not written when it ends, is known by its
 * claim alone. Thread-safe.
 */
final class DeclineHistory implements AutoCloseable {

  private static final int AGAIN_MILLIS = 200;
  private static final int AT_ONCE = 500;

  private final QueuedAccounts accounts;
  private final Queue<AccountWork> waiting;
  private final ScheduledExecutorService looking =
      Executors.newSingleThreadScheduledExecutor(
          task -> new Thread(task, "serai-issuing-decline-history"));

  DeclineHistory(QueuedAccounts accounts, int most) {
    this.accounts = accounts;
    this.waiting = new ArrayBlockingQueue<>(most);
    var unused =
        looking.scheduleWithFixedDelay(
            this::look, AGAIN_MILLIS, AGAIN_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** Writes it down once there is room; returns at once. */
  void add(AccountWork declined) {
    AccountWork.AtOnce atOnce = declined.atOnce();
    if (atOnce != null) {
      var unused =
          waiting.offer(
              new AccountWork(
                  declined.subject(),
                  null,
                  "",
                  null,
                  declined.origin(),
                  null,
                  atOnce.history(),
                  null));
    }
  }

  /** How many wait. */
  int waiting() {
    return waiting.size();
  }

  private void look() {
    for (int i = 0; i < AT_ONCE && !waiting.isEmpty() && accounts.waiting() <= i; i++) {
      AccountWork next = waiting.poll();
      if (next != null) {
        var unused = accounts.commit(next).exceptionally(failure -> null);
      }
    }
  }

  @Override
  public void close() {
    looking.shutdownNow();
  }
}
