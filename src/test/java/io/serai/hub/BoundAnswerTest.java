package io.serai.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What was answered binds, also where the provider acts later: it comes to an end by itself. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class BoundAnswerTest {

  @Test
  void whatIsPendingIsRefusedAtTheTillAndDoesNotStayOpen(@TempDir Path temporary) {
    EditedFolder routes = EditedFolder.shipped(temporary);
    routes.replace(
        "providers.yaml",
        "      - { when: { status: 200, code: \"51\" }, outcome: declined }",
        "      - { when: { operation: authorize, status: 200, code: \"51\" }, outcome: pending }\n"
            + "      - { when: { status: 200, code: \"51\" }, outcome: declined }");
    try (TestHub hub = TestHub.start(Map.of("serai.routes.folder", routes.path().toString()));
        Terminal terminal = Terminal.connect(hub.isoPort())) {
      hub.doubles().behave("issuer-h", "decline:51");

      assertThat(terminal.code(Terminal.request("0100", 1))).isEqualTo("91");
      Rest.Answer pos =
          hub.rest()
              .post(
                  "/v1/approvals",
                  "pending-1",
                  """
                  {"type": "card", "merchant": "MERCHANT0000001", "terminal": "TERM0001",
                   "amount": 1000, "currency": "KRW", "card": {"number": "4111111111111111"}}
                  """)
              .join();
      assertThat(pos.status()).isEqualTo(402);
      assertThat(pos.text("response_code")).isEqualTo("91");
      assertThat(pos.text("detail"))
          .isEqualTo(
              "Nobody said yes in time; whatever happened is undone, and nothing stays charged.");

      await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(
              () -> {
                assertThat(hub.payment(1).state()).isIn("declined", "reversed", "failed");
                assertThat(hub.rest().get("/v1/approvals/" + pos.text("id")).text("state"))
                    .isIn("declined", "reversed", "failed");
              });
    }
  }
}
