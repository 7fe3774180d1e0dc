package io.serai.engine.internal.caps;

import java.util.ArrayList;
import java.util.List;

/** That an operation may go on, counted in every cap that it falls under. Thread-safe. */
public final class Permit implements Verdict {

  /** No cap counts the operation. */
  public static final Permit FREE = new Permit();

  private record Taken(Slot slot, Cap cap, long minor) {}

  private final List<Taken> taken = new ArrayList<>(0);

  Permit() {}

  void add(Slot slot, Cap cap, long minor) {
    taken.add(new Taken(slot, cap, minor));
  }

  /** Gives back what was counted, since nothing came of it; once, however often it is called. */
  public synchronized void giveBack() {
    taken.forEach(one -> one.slot().giveBack(one.cap(), one.minor()));
    taken.clear();
  }
}
