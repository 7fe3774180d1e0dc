package io.serai.provider.internal;

import io.netty.util.Timeout;
import io.netty.util.Timer;
import io.serai.payment.SendBy;
import io.serai.provider.Limits;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * One provider's share of this process: so many requests at once, so many that wait, in their
 * order. No thread waits, and a request that has waited until it may no longer be sent is let go
 * (S3.24). Thread-safe.
 */
final class Bulkhead {

  /** The reason of what was not sent because too many were before it: the hub's own limit. */
  static final String BUSY = "busy";

  private final Timer timer;
  private final Deque<Waiter> waiters = new ArrayDeque<>();
  private final AtomicInteger toStart = new AtomicInteger();
  private int under;
  private int waiting;
  private Limits limits = Limits.DEFAULT;

  Bulkhead(Timer timer) {
    this.timer = timer;
  }

  /** What a request does when its turn has come or never will. Exactly one of these is called. */
  interface Turn {

    /** It is sent now; {@link Bulkhead#leave} is called once when that has ended. */
    void go();

    /** It is not sent: there was no room, or its time had passed. */
    void refused(String why);
  }

  private final class Waiter {
    private final Turn turn;
    private @Nullable Timeout timeout;
    private boolean gone;

    Waiter(Turn turn) {
      this.turn = turn;
    }

    void expire() {
      synchronized (Bulkhead.this) {
        if (gone) {
          return;
        }
        gone = true;
        waiting--;
        waiters.remove(this);
      }
      turn.refused(TimedAttempts.TOO_LATE);
    }
  }

  private enum Admission {
    GOES,
    WAITS,
    BUSY
  }

  /** Takes a request in, makes it wait, or refuses it. */
  void enter(Limits now, SendBy sendBy, Turn turn) {
    switch (admit(now, sendBy, turn)) {
      case GOES -> turn.go();
      // A limit that an edit has raised lets those in who wait already.
      case WAITS -> startNext();
      case BUSY -> turn.refused(BUSY);
    }
  }

  private synchronized Admission admit(Limits now, SendBy sendBy, Turn turn) {
    limits = now;
    if (under < limits.atOnce() && waiting == 0) {
      under++;
      return Admission.GOES;
    }
    if (waiting >= limits.waiting()) {
      return Admission.BUSY;
    }
    var waiter = new Waiter(turn);
    waiting++;
    waiters.add(waiter);
    waiter.timeout =
        timer.newTimeout(
            t -> waiter.expire(), Math.max(1, sendBy.left().toMillis()), TimeUnit.MILLISECONDS);
    return Admission.WAITS;
  }

  /** One has ended. */
  void leave() {
    synchronized (this) {
      under--;
    }
    startNext();
  }

  /** Requests under way. */
  synchronized int underWay() {
    return under;
  }

  /** Requests that wait. */
  synchronized int waiting() {
    return waiting;
  }

  /** One that starts may end at once and call this again: those calls are carried out here. */
  private void startNext() {
    if (toStart.getAndIncrement() != 0) {
      return;
    }
    int seen = 1;
    do {
      for (Waiter next = next(); next != null; next = next()) {
        next.turn.go();
      }
      seen = toStart.addAndGet(-seen);
    } while (seen != 0);
  }

  private synchronized @Nullable Waiter next() {
    if (under >= limits.atOnce()) {
      return null;
    }
    Waiter next = waiters.poll();
    if (next == null) {
      return null;
    }
    next.gone = true;
    waiting--;
    under++;
    if (next.timeout != null) {
      next.timeout.cancel();
    }
    return next;
  }
}
