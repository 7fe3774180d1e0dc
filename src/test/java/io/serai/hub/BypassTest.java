package io.serai.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.serai.doubles.BookEntry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A provider that fails is left out, and comes back (S3.8, S3.24, S3.25). */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 4, unit = TimeUnit.MINUTES)
class BypassTest {

  private static final Duration SOON = Duration.ofSeconds(60);
  private static final String CHARGE =
      """
      {"amount": 700, "currency": "JPY",
       "method": {"type": "card", "token": "tok_visa", "brand": "visa"}}
      """;

  private TestHub hub;
  private Rest rest;
  private Ops ops;

  @BeforeAll
  void start() {
    hub =
        TestHub.start(
            Map.of(
                "serai.providers.gateway-a.timeout", "2s",
                "serai.providers.gateway-a.late-window", "1s",
                "serai.providers.gateway-a.probe-after", "500ms",
                "serai.providers.gateway-b.probe-after", "500ms",
                "serai.providers.issuer-h.probe-after", "500ms",
                "serai.providers.issuer-h.late-window", "1s",
                "serai.bypass.longest-pause", "1s"));
    rest = hub.rest();
    ops = new Ops(hub.operators());
  }

  @AfterAll
  void stop() {
    hub.close();
  }

  /** Everything approves and is used again, and the errors of the test before are forgotten. */
  @BeforeEach
  void forget() {
    hub.doubles().reset();
    await().atMost(SOON).until(() -> hub.openFollowUps() == 0 && hub.underWay() == 0);
    for (String provider : List.of("gateway-a", "gateway-b", "issuer-h")) {
      if (!ops.provider(provider).path("override").path("mode").asText("auto").equals("auto")) {
        ops.force(provider, "auto");
      }
      await().atMost(SOON).until(() -> !ops.bypassed(provider));
    }
    hub.jdbc().update("delete from provider_error");
    hub.jdbc().update("delete from alarm");
  }

  /** The outcome codes of a payment's attempts, in order. */
  private List<String> codes(Rest.Answer charge) {
    return hub.jdbc()
        .queryForList(
            "select data::jsonb ->> 'code' from journal"
                + " where payment_id = ? and event = 'attempt-ended' order by seq",
            String.class,
            charge.text("id"));
  }

  @Test
  void tenErrorsLeaveItOutAtOnceWithAnAlarmAndAProbeBringsItBack() {
    hub.doubles().behave("gateway-a", "refuse");
    int errors = 0;
    Rest.Answer next = rest.charge(1000);
    while (!codes(next).get(0).equals("bypassed")) {
      assertThat(++errors)
          .as("errors; some may be left from a test before")
          .isLessThanOrEqualTo(10);
      next = rest.charge(1000);
    }
    assertThat(next.status()).isEqualTo(201);
    assertThat(next.text("provider")).isEqualTo("gateway-b");
    assertThat(codes(next)).containsExactly("bypassed", "approved");

    await().atMost(SOON).until(() -> ops.alarms().contains("provider_bypassed gateway-a"));
    assertThat(ops.bypassed("gateway-a")).isTrue();
    assertThat(ops.provider("gateway-a").path("reason").asText())
        .contains("errors within 60 s, last: ");
    assertThat(ops.bypassed("gateway-b")).isFalse();
    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(ops.provider("gateway-a").path("last_probe").path("result").asText())
                    .containsAnyOf("not_sent", "unknown"));
    assertThat(codes(rest.charge(1000))).startsWith("bypassed");

    hub.doubles().behave("gateway-a", "approve");
    await().atMost(SOON).until(() -> ops.alarms().contains("provider_back gateway-a"));
    assertThat(ops.provider("gateway-a").path("state").asText()).isEqualTo("closed");
    assertThat(ops.provider("gateway-a").path("errors").asLong()).isZero();
    assertThat(rest.charge(1000).text("provider")).isEqualTo("gateway-a");
    assertThat(ops.alarms())
        .containsOnlyOnce("provider_bypassed gateway-a", "provider_back gateway-a");
    assertThat(hub.book("gateway-a")).as("probes leave no trace").containsExactly("charge 1000");
  }

  @Test
  void unknownOutcomesCountToo() {
    hub.doubles().behave("gateway-a", "hang");
    List<CompletableFuture<Rest.Answer>> asked =
        IntStream.range(0, 10).mapToObj(i -> rest.chargeAsync("silence-" + i, CHARGE)).toList();
    assertThat(asked).allSatisfy(a -> assertThat(a.join().text("state")).isEqualTo("unknown"));
    assertThat(codes(rest.charge(1000))).containsExactly("bypassed", "approved");
    hub.doubles().behave("gateway-a", "approve");
    await().atMost(SOON).until(() -> ops.alarms().contains("provider_back gateway-a"));
  }

  @Test
  void declinesAndListedRefusalsNeverCount() {
    hub.doubles().behave("gateway-a", "decline:51");
    for (int i = 0; i < 12; i++) {
      assertThat(rest.charge(1000).status()).isEqualTo(402);
    }
    hub.doubles().behave("gateway-a", "unavailable");
    for (int i = 0; i < 12; i++) {
      assertThat(rest.charge(1000).text("provider")).isEqualTo("gateway-b");
    }
    hub.doubles().behave("gateway-a", "approve");
    assertThat(rest.charge(1000).text("provider")).isEqualTo("gateway-a");
    assertThat(ops.provider("gateway-a").path("errors").asLong()).isZero();
  }

  @Test
  void whereAllAreLeftOutNothingIsChargedAndTheKeyMayBeTriedAgain() {
    force("gateway-a", "out");
    force("gateway-b", "out");
    Rest.Answer none = rest.charge("all-out", CHARGE);
    assertThat(none.status()).isEqualTo(503);
    assertThat(none.text("code")).isEqualTo("providers_unavailable");
    assertThat(hub.underWay()).isZero();

    force("gateway-b", "auto");
    assertThat(rest.charge("all-out", CHARGE).text("provider")).isEqualTo("gateway-b");
  }

  @Test
  void aRefundAtAProviderThatIsLeftOutIsNotSentAndMayBeTriedAgain() {
    Rest.Answer charge = rest.charge(1000);
    force("gateway-a", "out");
    Rest.Answer refused = rest.refund(charge.text("id"), "refund-out", "{\"amount\": 400}").join();
    assertThat(refused.status()).isEqualTo(503);
    assertThat(codes(charge)).containsExactly("approved", "bypassed");

    force("gateway-a", "auto");
    Rest.Answer refund = rest.refund(charge.text("id"), "refund-out", "{\"amount\": 400}").join();
    assertThat(refund.status()).isEqualTo(201);
    assertThat(hub.book("gateway-a")).containsExactly("charge 1000", "refund 400");
  }

  @Test
  void terminalsAreTold91() {
    force("issuer-h", "out");
    try (Terminal terminal = Terminal.connect(hub.isoPort())) {
      assertThat(terminal.code(Terminal.request("0100", 1))).isEqualTo("91");
      force("issuer-h", "auto");
      assertThat(terminal.code(Terminal.request("0100", 2))).isEqualTo("00");
    }
  }

  @Test
  void evenReversalsWaitWhileAnOperatorForcesItOut() {
    hub.doubles().behave("gateway-a", "delay:4000", 1);
    CompletableFuture<Rest.Answer> asked = rest.chargeAsync("out-midway", CHARGE);
    await().atMost(SOON).until(() -> hub.doubles().book("gateway-a").size() == 1);
    force("gateway-a", "out");
    Rest.Answer unknown = asked.join();
    assertThat(unknown.text("state")).isEqualTo("unknown");
    await().atMost(SOON).until(() -> codes(unknown).contains("forced_out"));
    assertThat(hub.book("gateway-a")).containsExactly("charge 700");

    force("gateway-a", "auto");
    await()
        .atMost(SOON)
        .until(
            () -> rest.get("/v1/charges/" + unknown.text("id")).text("state").equals("reversed"));
    assertThat(hub.doubles().book("gateway-a"))
        .extracting(BookEntry::operation)
        .containsExactly("charge", "reversal");
  }

  @Test
  void forcedInItIsUsedWhateverItsErrors() {
    force("gateway-a", "out");
    force("gateway-a", "in");
    hub.doubles().behave("gateway-a", "refuse");
    for (int i = 0; i < 15; i++) {
      assertThat(codes(rest.charge(1000)).get(0)).isNotEqualTo("bypassed");
    }
    await().atMost(SOON).until(() -> ops.provider("gateway-a").path("errors").asLong() >= 15);
    assertThat(ops.bypassed("gateway-a")).isFalse();
    assertThat(ops.provider("gateway-a").path("override").path("operator").asText())
        .isEqualTo("sandbox");

    // Its errors leave it out at once.
    assertThat(ops.force("gateway-a", "auto").status()).isEqualTo(200);
    await().atMost(SOON).until(() -> ops.alarms().contains("provider_bypassed gateway-a"));
  }

  /** Decides, and waits until the hub acts by it. */
  private void force(String provider, String mode) {
    assertThat(ops.force(provider, mode).status()).isEqualTo(200);
    await().atMost(SOON).until(() -> hub.bypassed(provider) == mode.equals("out"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "gateway-a|{\"reason\": \"why\"}|400|mode: is missing",
        "gateway-a|{\"mode\": \"off\", \"reason\": \"why\"}|400|mode: must be in, out or auto",
        "gateway-a|{\"mode\": \"out\"}|400|reason: is missing",
        "gateway-a|{\"mode\": \"out\", \"reason\": \" \"}|400|reason: is missing",
        "gateway-a|{\"mode\": \"out\", \"reason\": \"4111 1111 1111 1111\"}|400|card number",
        "gateway-a|[]|400|does not take this request",
        "gateway-z|{\"mode\": \"out\", \"reason\": \"why\"}|404|there is no provider 'gateway-z'",
        "floor|{\"mode\": \"out\", \"reason\": \"why\"}|404|there are apple, gateway-a, gateway-b, google",
      })
  void whatIsWrongIsNamed(String provider, String json, int status, String detail) {
    Rest.Answer answer = ops.override(provider, json);
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.text("detail")).contains(detail);
  }

  @Test
  void anAnswerThatNoTableKnowsIsNamedByOneAlarm() {
    hub.doubles().behave("issuer-h", "decline:99");
    try (Terminal terminal = Terminal.connect(hub.isoPort())) {
      assertThat(terminal.code(Terminal.request("0100", 11))).isEqualTo("91");
      assertThat(terminal.code(Terminal.request("0100", 12))).isEqualTo("91");
    }
    await().atMost(SOON).until(() -> ops.alarms().contains("unlisted_answer issuer-h 99"));
    assertThat(
            hub.jdbc()
                .queryForList(
                    "select count || ' ' || text from alarm where kind = 'unlisted_answer'",
                    String.class))
        .singleElement()
        .asString()
        .startsWith("1 issuer-h answered '99', which no row of its table");
  }
}
