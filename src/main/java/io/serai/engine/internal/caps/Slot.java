package io.serai.engine.internal.caps;

/**
 * What is used of one cap in one minute or day, or went through a provider in a month: by this
 * process, and by all others as they last wrote it. What is under way counts from the moment at
 * which it is let through. Thread-safe; its lock is held for a few additions.
 */
final class Slot {

  /** Whether there is room for one more, or what has none. */
  enum Room {
    ENOUGH,
    NO_COUNT,
    NO_SUM
  }

  /**
   * Which.
   *
   * @param cap the cap's key
   * @param window its minute or day
   */
  record Id(String cap, Per.Window window) {}

  private final Id id;
  private long count;
  private long sum;
  private Usage others;
  private boolean changed;
  private boolean reached;

  Slot(Id id, Usage others) {
    this.id = id;
    this.others = others;
  }

  Id id() {
    return id;
  }

  /** Takes one operation of so many minor units, if the cap has room for it. */
  synchronized Room take(Cap cap, long minor) {
    Long most = cap.count();
    if (most != null && Usage.plus(count, others.count()) >= most) {
      reached = true;
      return Room.NO_COUNT;
    }
    Long highest = cap.sum();
    // Taken from the limit rather than added to what is used, which may be all that fits.
    if (highest != null && minor > highest - Usage.plus(sum, others.sum())) {
      reached = true;
      return Room.NO_SUM;
    }
    count++;
    if (cap.currency() != null) {
      sum = Usage.plus(sum, minor);
    }
    changed = true;
    return Room.ENOUGH;
  }

  /** Gives one back that was let through and came to nothing. */
  synchronized void giveBack(Cap cap, long minor) {
    count--;
    if (cap.currency() != null) {
      sum -= minor;
    }
    changed = true;
  }

  /** Adds to the sum what is limited by no cap; less than nothing is taken off. */
  synchronized void add(long minor) {
    count++;
    sum = Usage.plus(sum, minor);
    changed = true;
  }

  /** The sum of all processes. */
  synchronized long sum() {
    return Usage.plus(sum, others.sum());
  }

  synchronized void others(Usage used) {
    others = used;
  }

  /** What this process used, if that has changed since it was last asked for. */
  synchronized java.util.Optional<Usage> toWrite() {
    if (!changed) {
      return java.util.Optional.empty();
    }
    changed = false;
    return java.util.Optional.of(new Usage(count, sum));
  }

  /** What was asked for by {@link #toWrite} could not be written. */
  synchronized void notWritten() {
    changed = true;
  }

  synchronized boolean isReached() {
    return reached;
  }
}
