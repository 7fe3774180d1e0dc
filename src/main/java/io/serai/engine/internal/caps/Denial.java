package io.serai.engine.internal.caps;

import io.serai.payment.CapExceeded;
import io.serai.payment.Money;
import java.time.Duration;
import java.time.Instant;

/** That a cap has no room for an operation; nothing was counted. */
public final class Denial implements Verdict {

  private final CapList.Held held;
  private final Slot.Room room;
  private final Per.Window window;
  private final Instant now;

  Denial(CapList.Held held, Slot.Room room, Per.Window window, Instant now) {
    this.held = held;
    this.room = room;
    this.window = window;
    this.now = now;
  }

  /** Whether the cap says that what is past it waits. */
  public boolean queues() {
    return held.cap().queue();
  }

  /** When the cap's minute or day ends. */
  public Instant until() {
    return window.until();
  }

  /** What the caller is told. */
  public CapExceeded exceeded() {
    Cap cap = held.cap();
    boolean byCount = room == Slot.Room.NO_COUNT;
    String most =
        byCount || cap.currency() == null
            ? String.valueOf(cap.count())
            : new Money(cap.sum() == null ? 0 : cap.sum(), cap.currency()).toString();
    return new CapExceeded(
        held.key(),
        "the cap "
            + held.key()
            + " of "
            + most
            + " is reached until "
            + until()
            + "; nothing was done, and the same key may be sent again then",
        until(),
        Math.max(1, Duration.between(now, until()).toSeconds()),
        byCount);
  }
}
