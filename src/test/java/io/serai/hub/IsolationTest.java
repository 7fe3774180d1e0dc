package io.serai.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * One provider that hangs fills its own share and no other (S3.24); processes of its own (S3.23).
 */
@Timeout(value = 4, unit = TimeUnit.MINUTES)
class IsolationTest {

  private static final Duration SOON = Duration.ofSeconds(60);
  private static final String JCB =
      """
      {"amount": %d, "currency": "JPY",
       "method": {"type": "card", "token": "tok_jcb", "brand": "jcb"}}
      """;

  @Test
  void whatComesOnTopOfAProvidersShareGoesToTheNextAndTheOthersDoNotNotice(@TempDir Path folder) {
    EditedFolder.shipped(folder)
        .replace(
            "providers.yaml",
            "    operations: [charge, refund, reversal, inquiry]\n    idempotent: true # the same"
                + " request under the same key is done once\n    timeout:"
                + " \"{{serai.providers.gateway-a",
            "    limits: { at_once: 2, waiting: 3 }\n    operations: [charge, refund, reversal,"
                + " inquiry]\n    idempotent: true\n    timeout: \"{{serai.providers.gateway-a");
    var settings =
        Map.of(
            "serai.routes.folder",
            folder.toString(),
            "serai.engine.send-within",
            "60s",
            "serai.providers.gateway-a.timeout",
            "20s");
    try (TestHub hub = TestHub.start(settings)) {
      hub.doubles().behave("gateway-a", "delay:8000");
      List<CompletableFuture<Rest.Answer>> held = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        held.add(hub.rest().chargeAsync("held-" + i, Rest.card(1000 + i)));
        int share = Math.min(2, i + 1);
        int waiting = Math.max(0, i - 1);
        await()
            .atMost(SOON)
            .until(
                () ->
                    hub.gauge("serai.provider.under_way", "gateway-a") == share
                        && hub.gauge("serai.provider.waiting", "gateway-a") == waiting);
      }
      Rest.Answer onTop = hub.rest().charge(2000);
      assertThat(onTop.text("provider")).isEqualTo("gateway-b");
      assertThat(codes(hub, onTop)).containsExactly("busy", "approved");
      // Whoever is asked for by others alone is not held up by those who wait.
      assertThat(hub.rest().charge("jcb-1", JCB.formatted(3000)).text("provider"))
          .isEqualTo("gateway-b");
      assertThat(held).noneMatch(CompletableFuture::isDone);
      assertThat(held)
          .allSatisfy(answer -> assertThat(answer.join().text("provider")).isEqualTo("gateway-a"));
      assertThat(hub.book("gateway-a")).hasSize(5);
      assertThat(hub.bypassed("gateway-a")).isFalse();
    }
  }

  @Test
  void aProcessSpeaksToItsOwnProvidersOnly() {
    try (TestHub hub = TestHub.start(Map.of("serai.providers", "gateway-b, issuer-h"))) {
      Rest.Answer charge = hub.rest().charge(1000);
      assertThat(charge.text("provider")).isEqualTo("gateway-b");
      assertThat(codes(hub, charge)).containsExactly("not_here", "approved");
      assertThat(hub.book("gateway-a")).isEmpty();
    }
  }

  private static List<String> codes(TestHub hub, Rest.Answer charge) {
    return hub.jdbc()
        .queryForList(
            "select data::jsonb ->> 'code' from journal where payment_id = ?"
                + " and event = 'attempt-ended' order by seq",
            String.class,
            charge.text("id"));
  }
}
