package io.serai.doubles;

/** The behaviour that holds now, counted down where it holds for a number of requests. */
final class Steering {

  private Behaviour current = Behaviour.APPROVES;
  private Behaviour afterwards = Behaviour.APPROVES;

  /** What holds after the counted requests is in force before anybody sees the last of them. */
  synchronized void set(Behaviour behaviour, Behaviour next) {
    current = behaviour;
    afterwards = next;
  }

  synchronized Behaviour current() {
    return current;
  }

  /** The behaviour that this request meets; it counts only for requests that it applies to. */
  synchronized Behaviour take(Operation operation) {
    Behaviour behaviour = current;
    if (!behaviour.kind().hitsEverything() && !operation.steered()) {
      return Behaviour.APPROVES;
    }
    Integer times = behaviour.times();
    if (times != null) {
      current = times == 1 ? afterwards : behaviour.withTimes(times - 1);
    }
    return behaviour;
  }
}
