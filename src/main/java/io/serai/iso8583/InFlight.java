package io.serai.iso8583;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** Our requests that wait for their answers on one connection, at most so many. Thread-safe. */
final class InFlight {

  private final Set<Pending> waiting = ConcurrentHashMap.newKeySet();
  private final AtomicInteger taken = new AtomicInteger();
  private volatile boolean closed;

  /** Takes a place; false when there is none left. */
  boolean takePlace(int most) {
    if (taken.incrementAndGet() > most) {
      taken.decrementAndGet();
      return false;
    }
    return true;
  }

  /** Gives a place back that no request took. */
  void leavePlace() {
    taken.decrementAndGet();
  }

  /**
   * A request waits from now on.
   *
   * @return false if the connection is closed already
   */
  boolean add(Pending pending) {
    waiting.add(pending);
    return !closed;
  }

  void remove(Pending pending) {
    if (waiting.remove(pending) && pending.isCounted()) {
      taken.decrementAndGet();
    }
  }

  /** How many places are taken. */
  int count() {
    return taken.get();
  }

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  /** The connection is closed: each that waits is handed to the caller. */
  void close(Consumer<Pending> lost) {
    closed = true;
    waiting.forEach(lost);
  }
}
