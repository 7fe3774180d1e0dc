package io.serai.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A network that loses, delays, doubles, reorders and resets what hub and providers tell each other
 * (I1, I3). One request of three is met, cancels and questions like all others.
 */
@Timeout(value = 6, unit = TimeUnit.MINUTES)
class ProviderNetworkTest {

  // Shops ask two gateways, terminals two issuers and the VANs.
  private static final int PAYMENTS = 3 * FaultSettings.share(100, 5_000);
  private static final int CARD_REQUESTS = FaultSettings.share(60, 4_000);
  private static final List<Fault> FAULTS =
      List.copyOf(EnumSet.complementOf(EnumSet.of(Fault.NONE)));

  @Test
  void whateverTheNetworkDoesEachPaymentMovesOnceOrNotAtAll() {
    var results = new Results("TCP faults between hub and providers");
    var broken = new AtomicBoolean(true);
    try (World world = World.of("network", Map.of(), network(broken))) {
      Hub hub = world.hub().start();
      CardLoad cards = world.useCards();
      try (Load load = new Load(() -> hub, FaultSettings.seed(), PAYMENTS).start(16, 8)) {
        load.awaitDone(Duration.ofMinutes(FaultSettings.of(4, 55)));
        await("the cards are used")
            .atMost(Duration.ofMinutes(FaultSettings.of(2, 30)))
            .until(() -> cards.begun() > CARD_REQUESTS);
        world
            .proxies()
            .forEach(
                (provider, proxy) -> {
                  System.out.println(provider + ": " + proxy.made());
                  results.faults(proxy.faultsMade());
                });
        broken.set(false);
        Scenario.end(world, hub, load, results);
      }
      // Each VAN has a part of a third of the terminals' third.
      for (String provider :
          List.of("gateway-a", "gateway-b", "issuer-h", "issuer-k", World.CARDS)) {
        FaultProxy proxy = Objects.requireNonNull(world.proxies().get(provider));
        assertThat(proxy.faultsMade()).as(provider).isPositive();
      }
    }
  }

  private static Supplier<Fault> network(AtomicBoolean broken) {
    Random chance = new Random(FaultSettings.seed());
    return () ->
        broken.get() && chance.nextInt(3) == 0
            ? FAULTS.get(chance.nextInt(FAULTS.size()))
            : Fault.NONE;
  }
}
