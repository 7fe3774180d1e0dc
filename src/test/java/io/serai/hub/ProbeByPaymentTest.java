package io.serai.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A provider that cannot be asked is probed by one real payment (S3.8). */
@Timeout(value = 4, unit = TimeUnit.MINUTES)
class ProbeByPaymentTest {

  private static final Duration SOON = Duration.ofSeconds(60);

  @Test
  void aProviderWithoutInquiryComesBackByAPaymentThatIsLetThrough(@TempDir Path folder)
      throws IOException {
    EditedRoutesTest.edit(
        folder,
        "providers.yaml",
        "[charge, refund, reversal, inquiry]",
        "[charge, refund, reversal]");
    try (TestHub hub =
        TestHub.start(
            Map.of(
                "serai.routes.folder", folder.toString(),
                "serai.providers.gateway-a.probe-after", "300ms",
                "serai.bypass.longest-pause", "1s"))) {
      Ops ops = new Ops(hub.operators());
      hub.doubles().behave("gateway-a", "refuse");
      await().atMost(SOON).until(() -> charge(hub) && ops.bypassed("gateway-a"));
      await()
          .atMost(SOON)
          .until(
              () ->
                  charge(hub)
                      && ops.provider("gateway-a")
                          .path("last_probe")
                          .path("result")
                          .asText()
                          .matches("(not_sent|unknown) .*"));
      assertThat(ops.bypassed("gateway-a")).isTrue();
      assertThat(hub.book("gateway-a")).isEmpty();

      hub.doubles().behave("gateway-a", "approve");
      await().atMost(SOON).until(() -> charge(hub) && !ops.bypassed("gateway-a"));
      assertThat(hub.book("gateway-a")).contains("charge 1000");
      await().atMost(SOON).until(() -> ops.alarms().contains("provider_back gateway-a"));
      assertThat(ops.provider("gateway-a").path("last_probe").path("result").asText())
          .isEqualTo("approved approved");
    }
  }

  /** A charge is answered, by whomever. */
  private static boolean charge(TestHub hub) {
    assertThat(hub.rest().charge(1000).status()).isBetween(201, 202);
    return true;
  }
}
