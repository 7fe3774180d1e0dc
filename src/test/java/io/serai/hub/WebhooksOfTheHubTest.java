package io.serai.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.serai.testkit.Ports;
import io.serai.webhook.Receiver;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** From a commit over the relay to an upstream, in a whole hub, and what operators do (S4.5). */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class WebhooksOfTheHubTest {

  private static final Duration SOON = Duration.ofSeconds(30);
  private static final String SHOP = "/v1/ops/webhooks/shop";

  private final int port = Ports.free();
  private final Receiver receiver = Receiver.start(port);
  private TestHub hub;
  private Ops ops;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    Path secret = folder.resolve("secret");
    Files.writeString(secret, "0123456789abcdef0123456789abcdef");
    String shop = "serai.webhooks.endpoints.shop.";
    hub =
        TestHub.start(
            Map.of(
                shop + "url",
                "http://127.0.0.1:" + port + "/serai",
                shop + "tenant",
                "acme",
                shop + "secret-file",
                secret.toString(),
                shop + "kinds",
                "io.serai.card.*,io.serai.payment.attempt-ended.v1",
                "serai.webhooks.allow-http",
                "true",
                "serai.webhooks.allow-private",
                "true",
                "serai.webhooks.first-pause",
                "200ms"));
    ops = new Ops(hub.operators());
  }

  @AfterAll
  void stop() {
    hub.close();
    receiver.close();
  }

  @Test
  void whatIsCommittedIsToldAndMayBePausedAndToldAgain() {
    event(1);
    event(2);
    await().atMost(SOON).until(() -> receiver.taken().containsAll(List.of("acc_1/1", "acc_1/2")));
    // A payment is told by the same means.
    Rest.Answer charge =
        hub.rest()
            .charge(
                "key-1",
                "{\"amount\": 1000, \"currency\": \"JPY\", \"method\": {\"type\": \"card\","
                    + " \"token\": \"tok_visa\", \"brand\": \"visa\"}}");
    String ended = charge.text("id") + "/2";
    await().atMost(SOON).until(() -> receiver.taken().contains(ended));
    await().atMost(SOON).until(() -> shop().path("waiting").asInt() == 0);
    assertThat(receiver.taken()).containsExactly("acc_1/1", "acc_1/2", ended);
    assertThat(shop().path("tenant").asText()).isEqualTo("acme");
    assertThat(shop().path("enabled").asBoolean()).isTrue();

    assertThat(ops.post(SHOP + "/pause", "{\"reason\": \"maintenance\"}").status()).isEqualTo(200);
    assertThat(shop().path("paused_by").asText()).isEqualTo("sandbox");
    event(3);
    await().atMost(SOON).until(() -> shop().path("waiting").asInt() == 1);
    JsonNode waiting = ops.get(SHOP + "/deliveries").body().path("deliveries").get(0);
    assertThat(waiting.path("event").asText()).isEqualTo("acc_1/3");
    assertThat(waiting.path("subject").asText()).isEqualTo("crd_1");
    assertThat(ops.post(SHOP + "/resume", "{\"reason\": \"done\"}").status()).isEqualTo(200);
    await().atMost(SOON).until(() -> receiver.taken().contains("acc_1/3"));

    Rest.Answer again =
        ops.post(SHOP + "/replay", "{\"event\": \"acc_1/1\", \"reason\": \"they lost it\"}");
    assertThat(again.body().toString()).isEqualTo("{\"replayed\":1,\"more\":false}");
    await()
        .atMost(SOON)
        .until(() -> receiver.taken().stream().filter("acc_1/1"::equals).count() == 2);
  }

  @Test
  void whatCannotBeIsRefused() {
    refused(ops.get("/v1/ops/webhooks/nobody"), 404, "webhook_not_found");
    refused(ops.post(SHOP + "/pause", "{}"), 400, "invalid_field");
    refused(ops.post(SHOP + "/replay", "{\"reason\": \"all\"}"), 400, "invalid_field");
    refused(
        ops.post(SHOP + "/replay", "{\"from\": \"noon\", \"reason\": \"x\"}"),
        400,
        "invalid_field");
    refused(ops.get(SHOP + "/deliveries?state=lost"), 400, "invalid_field");
    refused(ops.get(SHOP + "/deliveries?limit=0"), 400, "invalid_field");
  }

  private static void refused(Rest.Answer answer, int status, String code) {
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.text("code")).isEqualTo(code);
  }

  private JsonNode shop() {
    return ops.get("/v1/ops/webhooks").body().path("webhooks").get(0);
  }

  private void event(long seq) {
    hub.jdbc()
        .update(
            "insert into card_event (account_id, seq, at, epoch, commit_id, tenant, kind, card_id,"
                + " amount_minor, posted_minor, held_minor, balance_minor, held_after_minor,"
                + " currency, response_code, reason, route_set, trace_id, business_date)"
                + " values ('acc_1', ?, now(), 1, 'c', 'acme', 'approved', 'crd_1', 1200, 0, 1200,"
                + " 50000, 1200, 'KRW', '00', 'balance', 'hash', 'trace', date '2026-11-28')",
            seq);
  }
}
