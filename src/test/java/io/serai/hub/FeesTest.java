package io.serai.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Routes that choose by what a payment costs, over the whole hub (S1.9, S1.12, S3.7), by the fees
 * of the shipped {@code providers.yaml}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 5, unit = TimeUnit.MINUTES)
@SuppressWarnings("NullAway.Init")
class FeesTest {

  private static final Duration SOON = Duration.ofSeconds(30);

  @TempDir static Path folder;

  private TestHub hub;

  @BeforeAll
  void start() {
    hub = TestHub.start(Map.of("serai.routes.folder", cheapest(folder).path().toString()));
  }

  @AfterAll
  void stop() {
    hub.close();
  }

  @BeforeEach
  void forget() {
    hub.doubles().reset();
  }

  /**
   * The shipped routes, which choose the cheapest; and gateway A takes no American Express, nobody
   * Diners Club. Two currencies have tiers of their own for the tests that count a month's volume.
   */
  private static EditedFolder cheapest(Path path) {
    EditedFolder folder = EditedFolder.shipped(path);
    folder.replace("online/charges.camel.yaml", "strategy: priority", "strategy: lowest-cost");
    folder.replace("online/charges.camel.yaml", "amount]} > 1000000", "amount]} > 9000000");
    accepts(folder, "gateway-a", "visa, mastercard, jcb");
    accepts(folder, "issuer-h", "jcb");
    String other = "      - { currency: JPY, percent: 3.8, fixed: 40 }\n";
    folder.replace("providers.yaml", other, tiered("KRW") + tiered("TWD") + other);
    return folder;
  }

  private static String tiered(String currency) {
    return "      - { currency: %s, percent: 3.4, fixed: 40, tiers: [{ from: 1000001, percent: 3.2 }],"
            .formatted(currency)
        + " refund: { fee: 20, rate: 1.5 }, chargeback: { fee: 1500, rate: 0.05 } }\n";
  }

  private static void accepts(EditedFolder folder, String provider, String brands) {
    String timeout = "    timeout: \"{{serai.providers." + provider + ".timeout:10s}}\"\n";
    folder.replace("providers.yaml", timeout, timeout + "    brands: [" + brands + "]\n");
  }

  private static Rest.Answer charge(TestHub hub, long amount, String currency, String brand) {
    return hub.rest()
        .charge(
            UUID.randomUUID().toString(),
            """
            {"amount": %d, "currency": "%s",
             "method": {"type": "card", "token": "tok_visa", "brand": "%s", "country": "JP"}}
            """
                .formatted(amount, currency, brand));
  }

  private static JsonNode history(TestHub hub, Rest.Answer charge) {
    return hub.rest().get("/v1/payments/" + charge.text("id") + "/history").body().path("entries");
  }

  /** What a payment of 100 000 won was expected to cost at gateway A. */
  private static long costAtGatewayA(TestHub hub) {
    Rest.Answer charge = charge(hub, 100_000, "KRW", "visa");
    return history(hub, charge).path(0).path("costs").path("gateway-a").asLong();
  }

  @Test
  void theCheapestForThisAmountAndBrandIsAsked() {
    // 3.4 % + 40 and what refunds and chargebacks cost, against 3.5 % + 10.
    assertThat(charge(hub, 1_000, "JPY", "visa").text("provider")).isEqualTo("gateway-b");
    assertThat(charge(hub, 90_000, "JPY", "visa").text("provider")).isEqualTo("gateway-a");
    // Both 3.8 %, and 40 against 10.
    assertThat(charge(hub, 90_000, "JPY", "jcb").text("provider")).isEqualTo("gateway-b");
    assertThat(charge(hub, 90_000, "USD", "visa").text("provider")).isEqualTo("gateway-b");
  }

  @Test
  void theHistorySaysWhyAndFailoverGoesOnDownTheOrder() {
    hub.doubles().behave("gateway-b", "unavailable", 1);
    Rest.Answer charge = charge(hub, 1_000, "JPY", "visa");
    assertThat(charge.status()).isEqualTo(201);
    assertThat(charge.text("provider")).isEqualTo("gateway-a");
    JsonNode entries = history(hub, charge);
    assertThat(entries).hasSize(4);
    for (int started : new int[] {0, 2}) {
      JsonNode entry = entries.path(started);
      assertThat(entry.path("event").asText()).isEqualTo("attempt-started");
      assertThat(entry.path("strategy").asText()).isEqualTo("lowest-cost");
      // 34 + 40 + 1.5 % of 20 + 0.05 % of 1500 is 75.05.
      assertThat(entry.path("costs").path("gateway-a").asLong()).isEqualTo(75);
      assertThat(entry.path("costs").path("gateway-b").asLong()).isEqualTo(45);
    }
    assertThat(entries.path(0).path("provider").asText()).isEqualTo("gateway-b");
    assertThat(entries.path(2).path("provider").asText()).isEqualTo("gateway-a");
  }

  /** S1.12. */
  @Test
  void whoDoesNotAcceptTheBrandIsNotAskedAndNobodyIsAskedInItsPlace() {
    hub.doubles().behave("gateway-b", "unavailable", 1);
    Rest.Answer refused = charge(hub, 90_000, "JPY", "amex");
    assertThat(refused.status()).isEqualTo(503);
    Rest.Answer charge = charge(hub, 90_000, "JPY", "amex");
    assertThat(charge.text("provider")).isEqualTo("gateway-b");
    assertThat(history(hub, charge).path(0).path("costs").has("gateway-a")).isFalse();
    assertThat(hub.book("gateway-a")).isEmpty();
  }

  @Test
  void whereNobodyAcceptsTheBrandNothingIsClaimed() {
    long before = claims();
    Rest.Answer refused = charge(hub, 1_000, "JPY", "diners");
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.text("code")).isEqualTo("brand_not_accepted");
    assertThat(refused.text("field")).isEqualTo("method.brand");
    assertThat(refused.text("detail"))
        .contains("diners is accepted by none of gateway-a, gateway-b");
    // A terminal does not say the brand; the first digits of the card do.
    try (Terminal terminal = Terminal.connect(hub.isoPort())) {
      assertThat(terminal.code(Terminal.request("0100", 1))).isEqualTo("12");
    }
    assertThat(hub.book("issuer-h")).isEmpty();
    assertThat(claims()).isEqualTo(before);
  }

  private long claims() {
    return Objects.requireNonNull(
        hub.jdbc().queryForObject("select count(*) from claim", Long.class));
  }

  /** S1.9: the volume outlives a restart, and another process knows of it a moment later. */
  @Test
  void tiersGoByTheMonthsVolumeOfAllProcesses() {
    Rest.Answer first = charge(hub, 900_000, "KRW", "visa");
    assertThat(first.text("provider")).isEqualTo("gateway-a");
    // The last 100 000 of the first million: 3400 + 40 + 1.05.
    assertThat(costAtGatewayA(hub)).isEqualTo(3441);
    try (TestHub other = hub.another()) {
      await().atMost(SOON).untilAsserted(() -> assertThat(costAtGatewayA(other)).isEqualTo(3241));
    }
    assertThat(costAtGatewayA(hub)).isEqualTo(3241);
    hub.restart();
    // What has ended leaves one row, however many processes there were.
    assertThat(
            hub.jdbc()
                .queryForObject(
                    "select count(*) from cap_usage where cap ="
                        + " 'volume/month/provider/gateway-a/KRW'",
                    Long.class))
        .isEqualTo(1);
    assertThat(costAtGatewayA(hub)).isEqualTo(3241);
  }

  @Test
  void theVolumeIsWhatTheLedgerCountsWithoutRefunds() {
    Rest.Answer charge = charge(hub, 50_000, "TWD", "visa");
    hub.rest()
        .post("/v1/charges/" + charge.text("id") + "/refunds", "refund-1", "{\"amount\": 20000}")
        .join();
    // Charged, but never heard of: it is undone, and counts for nothing in the end.
    hub.doubles().behave("gateway-a", "commit-then-reset", 1);
    charge(hub, 70_000, "TWD", "visa");
    await().atMost(SOON).until(() -> hub.book("gateway-a").contains("reversal 70000"));
    await().atMost(SOON).untilAsserted(() -> assertThat(volume()).isEqualTo(50_000));
  }

  private long volume() {
    return Objects.requireNonNull(
        hub.jdbc()
            .queryForObject(
                "select coalesce(sum(sum), 0) from cap_usage where cap ="
                    + " 'volume/month/provider/gateway-a/TWD'",
                Long.class));
  }
}
