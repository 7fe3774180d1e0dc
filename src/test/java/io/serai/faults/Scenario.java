package io.serai.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

/** The end that every scenario comes to: drained, reckoned, written down, and nothing amiss. */
final class Scenario {

  private Scenario() {}

  static void end(World world, Hub hub, Load load, Results results) {
    end(world, hub, load, results, load.begun());
  }

  /** The same where the scenario itself has asked too. */
  static void end(World world, Hub hub, Load load, Results results, int payments) {
    var reckoning = new Reckoning(world, load);
    results.drained(reckoning.drain(hub));
    List<String> breaches = reckoning.breaches(load.begun() == payments);
    results.write(payments, breaches.size());
    assertThat(breaches).isEmpty();
  }
}
