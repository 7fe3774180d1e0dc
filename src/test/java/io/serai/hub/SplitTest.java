package io.serai.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The split that is seen over ten thousand approvals is the wanted one (S3.7). */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class SplitTest {

  private static final int APPROVALS = 10_000;
  private static final int AT_ONCE = 32;

  private final AtomicInteger begun = new AtomicInteger();
  private final AtomicInteger approved = new AtomicInteger();

  @Test
  void sharesAreInverseToTheCost(@TempDir Path path) {
    EditedFolder folder = EditedFolder.shipped(path);
    folder.replace("online/charges.camel.yaml", "strategy: priority", "strategy: fee-weighted");
    // What becomes of the journal is not looked at.
    Map<String, String> settings =
        Map.of("serai.routes.folder", path.toString(), "serai.relay.enabled", "false");
    try (TestHub hub = TestHub.start(settings)) {
      IntStream.range(0, AT_ONCE)
          .mapToObj(n -> next(hub.rest()))
          .toList()
          .forEach(CompletableFuture::join);
      assertThat(approved.get()).isEqualTo(APPROVALS);
      // 10.00 dollars cost 0.66 at gateway A (3.6 % + 0.30), 0.59 at gateway B (2.9 % + 0.30).
      double whole = 1 / 66.0 + 1 / 59.0;
      assertThat(share(hub, "gateway-a")).isCloseTo(100 / 66.0 / whole, within(1.5));
      assertThat(share(hub, "gateway-b")).isCloseTo(100 / 59.0 / whole, within(1.5));
    }
  }

  private static double share(TestHub hub, String provider) {
    return 100.0 * hub.book(provider).size() / APPROVALS;
  }

  /** Charges one after the other until all are there. */
  private CompletableFuture<Void> next(Rest rest) {
    int number = begun.incrementAndGet();
    if (number > APPROVALS) {
      return CompletableFuture.completedFuture(null);
    }
    return rest.chargeAsync(
            "order-" + number,
            """
            {"amount": 1000, "currency": "USD",
             "method": {"type": "card", "token": "tok_visa", "brand": "visa"}}
            """)
        .thenComposeAsync(
            answer -> {
              if (answer.status() == 201) {
                approved.incrementAndGet();
              }
              return next(rest);
            });
  }
}
