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
    CardLoad cards = world.cards();
    if (cards != null) {
      cards.finish();
    }
    var reckoning = new Reckoning(world, load);
    results.drained(reckoning.drain(hub));
    CardReckoning ofCards = cards == null ? null : new CardReckoning(world, cards);
    if (ofCards != null) {
      ofCards.drain();
    }
    List<String> breaches = reckoning.breaches(load.begun() == payments);
    if (ofCards != null && cards != null) {
      breaches.addAll(ofCards.breaches());
      results.cards(cards.begun());
    }
    results.write(payments, breaches.size());
    assertThat(breaches).isEmpty();
  }
}
