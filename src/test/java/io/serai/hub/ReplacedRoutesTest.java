package io.serai.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Files that are edited while the hub works: points 4 to 6 of safe editing (S1.4, S1.56, S3.3). */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 4, unit = TimeUnit.MINUTES)
@SuppressWarnings("NullAway.Init")
class ReplacedRoutesTest {

  private static final Duration SOON = Duration.ofSeconds(60);
  private static final String ROUTES = "/v1/ops/routes";
  private static final String CHARGES = "online/charges.camel.yaml";
  private static final String A_FIRST = "providers: gateway-a,gateway-b";
  private static final String B_FIRST = "providers: gateway-b,gateway-a";
  private static final String WHY = "{\"reason\": \"a test\"}";

  private Path folder;
  private EditedFolder routes;
  private EditedFolder kamelets;
  private TestHub hub;
  private Operator operator;
  private String shipped;

  @BeforeAll
  void start(@TempDir Path own) throws IOException {
    folder = own;
    routes = EditedFolder.shipped(Files.createDirectories(folder.resolve("routes")));
    kamelets =
        new EditedFolder(Files.createDirectories(folder.resolve("kamelets")))
            .fill(Path.of("kamelets"));
    // Their tests say how the shipped routes behave; each test here that needs some writes them.
    routes.without("tests");
    hub =
        TestHub.start(
            Map.of(
                "serai.routes.replace", "on",
                "serai.routes.poll", "50ms",
                "serai.routes.settle", "100ms",
                "serai.routes.folder", routes.path().toString(),
                "serai.kamelets.folder", kamelets.path().toString(),
                "serai.routes.canary", folder.resolve("canary").toString(),
                "serai.answers.learn", "3",
                "serai.answers.sync", "50ms",
                "serai.providers.gateway-a.bypass-errors", "1000000"));
    operator = new Operator(hub.operators());
    shipped = active();
  }

  @AfterAll
  void stop() {
    hub.close();
  }

  @BeforeEach
  void forget() {
    hub.doubles().reset();
    routes.fill(Path.of("routes")).without("tests");
    kamelets.fill(Path.of("kamelets"));
    await().atMost(SOON).until(() -> active().equals(shipped) && report("refused").isMissingNode());
  }

  @Test
  void anEditedSplitTakesEffectWithoutDroppingAConnectionAndIsInTheJournal() {
    try (Terminal terminal = Terminal.connect(hub.isoPort())) {
      assertThat(terminal.code(Terminal.request("0100", 1))).isEqualTo("00");
      assertThat(hub.rest().charge(1000).text("provider")).isEqualTo("gateway-a");
      routes.replace(CHARGES, A_FIRST, B_FIRST);
      String edited = awaitOther(shipped);
      Rest.Answer charged = hub.rest().charge(1001);
      assertThat(charged.text("provider")).isEqualTo("gateway-b");
      assertThat(setOf(charged.text("id"))).isEqualTo(edited);
      assertThat(terminal.code(Terminal.request("0100", 2))).isEqualTo("00");
      assertThat(report("sets").findValuesAsText("state")).startsWith("active", "previous");
      assertThat(report("changes").get(0).path("what").asText()).isEqualTo("activated");
    }
    String metrics = operator.page("/actuator/prometheus").body();
    assertThat(metrics)
        .contains("serai_route_outcomes_total{outcome=\"approved\",set=\"" + active() + "\"")
        .contains("serai_route_time_seconds_count{route=\"set:charges\",set=\"" + active() + "\"");
  }

  @Test
  void aNewProviderWithItsKameletIsChargedThroughAndWhatItBeganIsEndedAfterItIsGone()
      throws IOException {
    kamelets.write(
        "gateway-c-action.kamelet.yaml",
        Files.readString(kamelets.path().resolve("gateway-a-action.kamelet.yaml"))
            .replace("gateway-a-action", "gateway-c-action"));
    String providers = Files.readString(routes.path().resolve("providers.yaml"));
    int from = providers.indexOf("  gateway-a:");
    int end = providers.indexOf("\n  gateway-b:");
    routes.replace(
        "providers.yaml",
        "\n  gateway-b:",
        "\n"
            + providers
                .substring(from, end)
                .replace("  gateway-a:", "  gateway-c:")
                .replace("gateway-a-action", "gateway-c-action")
            + "\n  gateway-b:");
    routes.replace(CHARGES, A_FIRST, "providers: gateway-c,gateway-b");
    awaitOther(shipped);
    Rest.Answer charged = hub.rest().charge(2000);
    assertThat(charged.text("provider")).isEqualTo("gateway-c");
    assertThat(hub.book("gateway-a")).containsExactly("charge 2000");

    // Its set is still open for a way back, and so the payment can still be given back.
    routes.fill(Path.of("routes")).without("tests");
    Files.delete(kamelets.path().resolve("gateway-c-action.kamelet.yaml"));
    await().atMost(SOON).until(() -> active().equals(shipped));
    Rest.Answer refund = hub.rest().refund(charged.text("id"), key(), "{}").join();
    assertThat(refund.text("state")).isEqualTo("succeeded");
    assertThat(hub.book("gateway-a")).containsExactly("charge 2000", "refund 2000");
  }

  /** A provider is added in YAML alone, and what it does not do is refused before it is asked. */
  @Test
  void aProviderThatSpeaksLikeNoOtherIsAddedByItsFilesAlone() throws IOException {
    try (Sumida sumida = Sumida.open()) {
      sumida.writeInto(routes, kamelets);
      awaitOther(shipped);
      Rest.Answer charged = atSumida(key(), "TW", "TWD", "wallet-1");
      assertThat(charged.status()).as(charged.body().toString()).isEqualTo(201);
      assertThat(charged.text("provider")).isEqualTo("sumida");
      assertThat(charged.text("provider_reference"))
          .isEqualTo("12999763169054705758.1371079406387611");
      Rest.Answer declined = atSumida(key(), "TW", "TWD", "wallet-empty");
      assertThat(declined.status()).isEqualTo(402);
      assertThat(declined.text("decline_code")).isEqualTo("51");
      assertThat(sumida.book()).containsExactly("TWD 1200");

      String key = key();
      refused(
          atSumida(key, "JP", "TWD", "wallet-1"),
          "market_not_served",
          "market",
          "market: JP is served by none of sumida; send one of TW");
      refused(
          atSumida(key, "TW", "JPY", "wallet-1"),
          "currency_not_supported",
          "currency",
          "currency: JPY is taken by none of sumida; send one of TWD, USD");
      refused(
          hub.rest().refund(charged.text("id"), key(), "{}").join(),
          "operation_not_supported",
          "",
          "provider: sumida took the money and cannot refund; give it back outside the hub");
      assertThat(sumida.book()).as("nothing was sent").containsExactly("TWD 1200");
      assertThat(hub.rest().get("/v1/charges/" + charged.text("id")).text("state"))
          .isEqualTo("approved");
      assertThat(atSumida(key, "TW", "TWD", "wallet-1").status()).as("its key").isEqualTo(201);

      // S1.45: its order ids change their form. They are taken as they are, and somebody is told.
      assertThat(atSumida(key(), "TW", "TWD", "wallet-1").status()).isEqualTo(201);
      sumida.numberSlipsAnew();
      Rest.Answer anew = atSumida(key(), "TW", "TWD", "wallet-1");
      assertThat(anew.status()).isEqualTo(201);
      assertThat(anew.text("provider_reference")).isEqualTo("GPA.3345-1234-5678-90114");
      await()
          .atMost(SOON)
          .untilAsserted(
              () ->
                  assertThat(hub.jdbc().queryForList("select text from alarm", String.class))
                      .filteredOn(text -> text.startsWith("sumida"))
                      .singleElement()
                      .asString()
                      .startsWith(
                          "sumida answers charge with 'slip.number' as string a.9-9-9-9, which was"
                              + " string 9.9. No payment was refused for it."));
    } finally {
      Files.deleteIfExists(kamelets.path().resolve("sumida-action.kamelet.yaml"));
    }
  }

  private Rest.Answer atSumida(String key, String market, String currency, String token) {
    return hub.rest()
        .charge(
            key,
            """
            {"amount": 1200, "currency": "%s", "market": "%s", "provider": "sumida",
             "method": {"type": "card", "token": "%s"}}
            """
                .formatted(currency, market, token));
  }

  private static void refused(Rest.Answer answer, String code, String field, String detail) {
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.text("code")).isEqualTo(code);
    assertThat(answer.text("field")).isEqualTo(field);
    assertThat(answer.text("detail")).isEqualTo(detail);
  }

  /** S1.22, S1.34: a live key never meets a sandbox. */
  @Test
  void aMixUpOfLiveAndSandboxChangesNothingAndTellsNoKey() {
    routes.replace("providers.yaml", ":sk_test_sandbox}}", ":sk_live_forgotten}}");
    await().atMost(SOON).until(() -> !report("refused").isMissingNode());
    assertThat(report("refused").path("why").toString())
        .contains("is one of live, and mode is sandbox")
        .doesNotContain("forgotten");
    assertThat(active()).isEqualTo(shipped);
  }

  @Test
  void aBrokenEditChangesNothingAndSaysWhyEverywhereUntilItIsMended() throws IOException {
    routes.replace(CHARGES, A_FIRST, "providers: gateway-a,gatway-b");
    await().atMost(SOON).until(() -> !report("refused").isMissingNode());
    assertThat(active()).isEqualTo(shipped);
    String why = report("refused").path("why").get(0).asText();
    assertThat(why)
        .startsWith(routes.path().resolve(CHARGES) + ":")
        .contains("'gatway-b'")
        .contains("gateway-b");
    assertThat(operator.page("/actuator/health").body()).contains("gatway-b").contains("\"UP\"");
    assertThat(operator.page("/actuator/prometheus").body())
        .contains("serai_routes_refused 1.0")
        .contains("serai_routes_changes_total{what=\"refused\"}");
    assertThat(hub.rest().charge(1000).text("provider")).isEqualTo("gateway-a");

    routes.replace(CHARGES, "gateway-a,gatway-b", "gateway-a,gateway-b");
    await().atMost(SOON).until(() -> report("refused").isMissingNode());
    assertThat(operator.page("/actuator/health").body()).doesNotContain("gatway-b");
  }

  @Test
  void aSetWhoseOwnTestsFailDoesNotTakePayments() throws IOException {
    routes.fill(Path.of("routes"));
    routes.replace(CHARGES, A_FIRST, B_FIRST);
    await().atMost(SOON).until(() -> !report("refused").isMissingNode());
    assertThat(active()).isEqualTo(shipped);
    assertThat(report("refused").path("why").toString())
        .contains("tests/charges.test.yaml:")
        .contains("gateway-b");
    assertThat(hub.rest().charge(1000).text("provider")).isEqualTo("gateway-a");
  }

  @Test
  void whatEditorsWriteAndHalfWrittenFilesAreNotTaken() throws Exception {
    Path charges = routes.path().resolve(CHARGES);
    // Written so that no part of it is a file of its own.
    String text =
        new YAMLMapper().readTree(Files.readString(charges).replace(A_FIRST, B_FIRST)).toString();
    List<String> seen = new ArrayList<>();
    Files.writeString(charges.resolveSibling(".charges.camel.yaml.swp"), "garbage: [");
    Files.writeString(charges.resolveSibling("charges.camel.yaml~"), "garbage: [");
    Files.writeString(charges.resolveSibling("#charges.camel.yaml#"), "garbage: [");
    Files.writeString(charges.resolveSibling("4913"), "");
    for (int end = 100; end < text.length(); end += text.length() / 40) {
      Files.writeString(charges, text.substring(0, end));
      await().pollDelay(Duration.ofMillis(20)).until(() -> true);
      seen.add(active());
    }
    Files.writeString(charges, text);
    String edited = awaitOther(shipped);
    assertThat(seen).containsOnly(shipped);
    // An editor that writes a new file and moves it over the old one.
    Path beside = Files.writeString(charges.resolveSibling("charges.tmp"), text + "\n# more\n");
    Files.move(beside, charges, StandardCopyOption.REPLACE_EXISTING);
    String moved = awaitOther(edited);
    // A route that is deleted while an entry hands over to it.
    Files.delete(charges);
    await().atMost(SOON).until(() -> !report("refused").isMissingNode());
    assertThat(report("refused").path("why").toString()).contains("entry:charges");
    assertThat(active()).isEqualTo(moved);
    assertThat(hub.rest().charge(1000).text("provider")).isEqualTo("gateway-b");
  }

  @Test
  void anEditedEntryIsReportedAsNeedingARestart() {
    routes.append("entries/queues.camel.yaml", "\n# with a remark\n");
    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(report("restart_needed").toString())
                    .isEqualTo("[\"entries/queues.camel.yaml\"]"));
    assertThat(active()).isEqualTo(shipped);
    routes.fill(Path.of("routes")).without("tests");
    await().atMost(SOON).until(() -> report("restart_needed").isEmpty());
  }

  @Test
  void anOperatorGoesBackWithANameAndAReasonAndOnlyOnce() {
    routes.replace(CHARGES, A_FIRST, B_FIRST);
    String edited = awaitOther(shipped);
    assertThat(operator.post(ROUTES + "/rollback", "{}").status()).isEqualTo(400);
    Rest.Answer back = operator.post(ROUTES + "/rollback", WHY);
    assertThat(back.status()).isEqualTo(200);
    assertThat(active()).isEqualTo(shipped);
    assertThat(hub.rest().charge(1000).text("provider")).isEqualTo("gateway-a");
    JsonNode change = report("changes").get(0);
    assertThat(change.path("what").asText()).isEqualTo("rolled_back");
    assertThat(change.path("by").asText()).isEqualTo("sandbox");
    assertThat(change.path("why").toString()).contains("a test").contains(edited);
    assertThat(operator.post(ROUTES + "/rollback", WHY).status()).isEqualTo(409);
    // The set that was left ends what it has under way and is closed, with its meters.
    await().atMost(SOON).until(() -> report("sets").size() == 1);
    assertThat(operator.page("/actuator/prometheus").body()).doesNotContain(edited);
  }

  @Test
  void aSetThatIsClearlyWorseIsTakenBackWithAnAlarm() {
    for (int i = 0; i < 20; i++) {
      assertThat(hub.rest().charge(100 + i).status()).isEqualTo(201);
    }
    routes.replace("providers.yaml", "code: succeeded", "code: suceeded");
    String edited = awaitOther(shipped);
    // Every approval is unknown now, and undone.
    for (int i = 0; i < 60 && active().equals(edited); i++) {
      hub.rest().charge(500 + i);
    }
    await().atMost(SOON).until(() -> active().equals(shipped));
    assertThat(hub.rest().charge(1000).status()).isEqualTo(201);
    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(operator.get("/v1/ops/alarms").body().toString())
                    .contains("routes_rolled_back")
                    .contains(edited));
    assertThat(report("refused").path("what").asText()).isEqualTo("rolled_back");
    assertThat(report("refused").path("why").get(0).asText()).contains("payments came to nothing");
  }

  @Test
  void aCanaryTakesItsShareAndItsMerchantsIsComparedAndThenPromotedOrDropped() {
    String trial = "{\"share\": 30, \"merchants\": [\"m-trial\"], \"reason\": \"cheaper\"}";
    assertThat(operator.post(ROUTES + "/canary", trial).body().toString())
        .contains("there are no files to try: set serai.routes.canary");
    Path beside = folder.resolve("canary");
    EditedFolder tried =
        new EditedFolder(beside.resolve("routes")).fill(Path.of("routes")).without("tests");
    new EditedFolder(beside.resolve("kamelets")).fill(Path.of("kamelets"));
    assertThat(operator.post(ROUTES + "/canary", trial).status()).isEqualTo(409);
    tried.replace(CHARGES, A_FIRST, B_FIRST);
    assertThat(operator.post(ROUTES + "/canary", "{\"share\": 0}").status()).isEqualTo(400);
    assertThat(operator.post(ROUTES + "/canary", "{\"share\": 101}").status()).isEqualTo(400);
    assertThat(operator.post(ROUTES + "/canary", trial).status()).isEqualTo(200);
    assertThat(active()).isEqualTo(shipped);

    int taken = 0;
    for (int i = 0; i < 200; i++) {
      String key = "canary-" + i + "-x";
      Rest.Answer first = hub.rest().charge(key, Rest.card(1000));
      taken += first.text("provider").equals("gateway-b") ? 1 : 0;
      if (i % 50 == 0) {
        assertThat(hub.rest().charge(key, Rest.card(1000))).isEqualTo(first);
      }
    }
    assertThat(taken).isBetween(30, 90);
    String mine = Rest.card(1000).replace("{\"amount\"", "{\"merchant\": \"m-trial\", \"amount\"");
    for (int i = 0; i < 10; i++) {
      assertThat(hub.rest().charge(key(), mine).text("provider")).isEqualTo("gateway-b");
    }
    JsonNode canary = report("sets").get(1);
    assertThat(canary.path("state").asText()).isEqualTo("canary");
    assertThat(canary.path("share").asInt()).isEqualTo(30);
    assertThat(canary.path("outcomes").path("approved").asInt()).isGreaterThanOrEqualTo(taken);
    assertThat(canary.path("routes").path("set:charges").path("p99_millis").asDouble())
        .isPositive();

    assertThat(operator.delete(ROUTES + "/canary", WHY).status()).isEqualTo(200);
    assertThat(hub.rest().charge(key(), mine).text("provider")).isEqualTo("gateway-a");
    assertThat(operator.delete(ROUTES + "/canary", WHY).status()).isEqualTo(409);

    assertThat(operator.post(ROUTES + "/canary", trial).status()).isEqualTo(200);
    assertThat(operator.post(ROUTES + "/canary/promote", WHY).status()).isEqualTo(200);
    assertThat(active()).isNotEqualTo(shipped);
    assertThat(hub.rest().charge(1000).text("provider")).isEqualTo("gateway-b");
    assertThat(operator.post(ROUTES + "/rollback", WHY).status()).isEqualTo(200);
    assertThat(active()).isEqualTo(shipped);
  }

  private String awaitOther(String set) {
    await().atMost(SOON).until(() -> !active().equals(set));
    return active();
  }

  private String active() {
    return report("sets").get(0).path("set").asText();
  }

  private JsonNode report(String field) {
    Rest.Answer report = operator.get(ROUTES);
    assertThat(report.status()).isEqualTo(200);
    return report.body().path(field);
  }

  private String setOf(String payment) {
    JsonNode entries = hub.rest().get("/v1/payments/" + payment + "/history").body();
    return entries.path("entries").get(0).path("route_set").asText();
  }

  private static String key() {
    return UUID.randomUUID().toString();
  }
}
