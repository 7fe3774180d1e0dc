package io.serai.journal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What waits, in lanes: of each only the head is eligible, and nothing while another of the lane is
 * under way; the others are not looked at, so that a long lane costs the others nothing. Each call
 * takes the same time for one work however many wait. Bounded; thread-safe.
 */
final class Lanes<W, R> {

  private final int capacity;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition some = lock.newCondition();
  private final Map<Object, Lane<W, R>> lanes = new HashMap<>();
  // A lane that was taken by one list may still stand in the other: it is left out there.
  private final Deque<Lane<W, R>> readyAhead = new ArrayDeque<>();
  private final Deque<Lane<W, R>> ready = new ArrayDeque<>();
  private int waiting;
  private int waitingAhead;
  private int idle;

  Lanes(int capacity) {
    this.capacity = capacity;
  }

  /** Adds a work; null if there is no room. */
  @Nullable Waiting<W, R> offer(W work, Object key, boolean ahead) {
    lock.lock();
    try {
      if (waiting >= capacity) {
        return null;
      }
      Lane<W, R> lane = lanes.computeIfAbsent(key, Lane::new);
      var one = new Waiting<>(work, lane, ahead);
      lane.add(one);
      count(ahead, 1);
      if (!lane.underWay) {
        list(lane, ahead, false);
      }
      return one;
    } finally {
      lock.unlock();
    }
  }

  /** Takes the heads of lanes, at least one; waits for it. */
  List<Waiting<W, R>> take(int most) throws InterruptedException {
    List<Waiting<W, R>> group = new ArrayList<>();
    lock.lockInterruptibly();
    try {
      while (true) {
        take(readyAhead, true, most, group);
        take(ready, false, most, group);
        if (!group.isEmpty()) {
          return group;
        }
        idle++;
        try {
          some.await();
        } finally {
          idle--;
        }
      }
    } finally {
      lock.unlock();
    }
  }

  private void take(Deque<Lane<W, R>> from, boolean ahead, int most, List<Waiting<W, R>> group) {
    while (group.size() < most && !from.isEmpty()) {
      Lane<W, R> lane = from.removeFirst();
      lane.unlist(ahead);
      Waiting<W, R> one = lane.underWay ? null : lane.poll();
      if (one != null) {
        lane.underWay = true;
        count(one.ahead, -1);
        group.add(one);
      }
    }
  }

  /** Lets the lanes of works that were done go on. */
  void release(List<Waiting<W, R>> done) {
    lock.lock();
    try {
      for (Waiting<W, R> one : done) {
        Lane<W, R> lane = one.lane;
        lane.underWay = false;
        if (lane.isEmpty()) {
          lanes.remove(lane.key);
        } else {
          list(lane, lane.goesAhead(), false);
        }
      }
    } finally {
      lock.unlock();
    }
  }

  /** Puts works back to the head of their lanes, and these before the others. */
  void putBack(List<Waiting<W, R>> later) {
    lock.lock();
    try {
      for (int i = later.size() - 1; i >= 0; i--) {
        Waiting<W, R> one = later.get(i);
        one.lane.underWay = false;
        one.lane.putBack(one);
        count(one.ahead, 1);
        list(one.lane, one.ahead, true);
      }
    } finally {
      lock.unlock();
    }
  }

  private void list(Lane<W, R> lane, boolean ahead, boolean atFront) {
    Deque<Lane<W, R>> list = ahead ? readyAhead : ready;
    if (lane.list(ahead)) {
      if (atFront) {
        list.addFirst(lane);
      } else {
        list.addLast(lane);
      }
      if (idle > 0) {
        some.signal();
      }
    }
  }

  private void count(boolean ahead, int more) {
    waiting += more;
    waitingAhead += ahead ? more : 0;
  }

  int waiting() {
    lock.lock();
    try {
      return waiting;
    } finally {
      lock.unlock();
    }
  }

  /**
   * How many groups are done before the one of a work that came now is over, that one included; 0
   * if it would begin at once.
   *
   * @param places works that are done side by side
   */
  long rounds(Object key, boolean ahead, int places) {
    lock.lock();
    try {
      Lane<W, R> lane = lanes.get(key);
      long before = lane == null ? 0 : lane.before(ahead);
      long others = ahead ? waitingAhead : waiting;
      if (idle > 0 && before == 0 && others == 0) {
        return 0;
      }
      // Lanes take turns: a long one delays the others by one place a turn, and not by its length.
      long turn = 1L + (readyAhead.size() + (ahead ? 0 : ready.size())) / places;
      // Where all are at work, it waits for the group that is under way first.
      int underWay = idle > 0 ? 0 : 1;
      return underWay + Math.min((before + 1) * turn, others / places + before + 1);
    } finally {
      lock.unlock();
    }
  }
}
