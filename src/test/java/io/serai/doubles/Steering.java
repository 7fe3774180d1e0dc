package io.serai.doubles;

/** The behaviour that holds now, counted down where it holds for a number of requests. */
final class Steering {

  private Behaviour current = Behaviour.APPROVES;

  synchronized void set(Behaviour behaviour) {
    current = behaviour;
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
      current = times == 1 ? Behaviour.APPROVES : behaviour.withTimes(times - 1);
    }
    return behaviour;
  }
}
