package io.serai.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.serai.doubles.BookEntry;
import io.serai.hub.Rest;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The hub is killed in the middle of a bulk refund, which goes on when it is back (I1, S1.88). */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class BulkRefundKilledTest {

  private static final int PAYMENTS = FaultSettings.of(60, 600);
  private static final int KILLS = FaultSettings.of(1, 5);
  private static final int A_SECOND = 40;
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String JOBS = "/v1/ops/bulk-refunds";

  @Test
  void eachPaymentIsRefundedOnceHoweverOftenTheHubDies() {
    var results = new Results("kill -9 in the middle of a bulk refund");
    try (World world = World.of("bulk", settings())) {
      Hub hub = world.hub().start();
      List<String> payments = charge(hub.rest());
      Rest.Answer made =
          hub.operator()
              .post(
                  JOBS,
                  """
                  {"tenant": "acme", "reference_prefix": "bulk-", "reason": "charged twice", "rate": %d}
                  """
                      .formatted(A_SECOND));
      assertThat(made.status()).as(made.body().toString()).isEqualTo(201);
      for (int kill = 1; kill <= KILLS; kill++) {
        int some = PAYMENTS * kill / (KILLS + 2);
        await("some are refunded")
            .atMost(PATIENCE)
            .pollInterval(Duration.ofMillis(20))
            .until(() -> refunds(world).size() >= some);
        hub.kill();
        results.fault();
        assertThat(refunds(world)).hasSizeLessThan(PAYMENTS);
        hub.start();
      }
      String job = JOBS + "/" + made.text("id");
      await("the bulk refund is done")
          .atMost(PATIENCE)
          .until(() -> hub.operator().get(job).text("state").equals("done"));
      try (Load nobody = new Load(() -> hub, FaultSettings.seed(), 0)) {
        Scenario.end(world, hub, nobody, results, PAYMENTS);
      }
      assertThat(refunds(world).stream().map(BookEntry::hubReference))
          .containsExactlyInAnyOrderElementsOf(payments);
      assertThat(net(world)).hasSize(PAYMENTS).allSatisfy((id, left) -> assertThat(left).isZero());
    }
  }

  /** With time for a machine that is busy: all of them are charged, and none twice. */
  private static Map<String, String> settings() {
    Map<String, String> settings = new HashMap<>();
    settings.put("serai.refunds.hold", "2s");
    settings.put("serai.refunds.first-pause", "200ms");
    World.PROVIDERS.forEach(p -> settings.put("serai.providers." + p + ".timeout", "10s"));
    return settings;
  }

  private static List<String> charge(Rest rest) {
    List<CompletableFuture<Rest.Answer>> asked =
        IntStream.range(0, PAYMENTS)
            .mapToObj(
                i ->
                    rest.chargeAsync(
                        "bulk-" + i,
                        """
                        {"amount": %d, "currency": "JPY", "reference": "bulk-%d",
                         "method": {"type": "card", "token": "tok_visa", "brand": "visa"}}
                        """
                            .formatted(100 + i, i)))
            .toList();
    return asked.stream()
        .map(CompletableFuture::join)
        .peek(answer -> assertThat(answer.status()).isEqualTo(201))
        .map(answer -> answer.text("id"))
        .toList();
  }

  private static List<BookEntry> refunds(World world) {
    return entries(world).stream().filter(entry -> entry.operation().equals("refund")).toList();
  }

  private static List<BookEntry> entries(World world) {
    return World.PROVIDERS.stream().map(world::entries).flatMap(List::stream).toList();
  }

  /** What is left of each payment at the providers. */
  private static Map<String, Long> net(World world) {
    Function<BookEntry, Long> sign =
        entry -> entry.operation().equals("charge") ? entry.amount() : -entry.amount();
    return entries(world).stream()
        .collect(
            Collectors.groupingBy(BookEntry::hubReference, Collectors.summingLong(sign::apply)));
  }
}
