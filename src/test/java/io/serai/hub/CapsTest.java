package io.serai.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.serai.testkit.TestSqs;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Caps over the whole hub: each test has a currency of its own (S1.23, S1.24). */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 5, unit = TimeUnit.MINUTES)
@SuppressWarnings("NullAway.Init")
class CapsTest {

  private static final Duration SOON = Duration.ofSeconds(30);

  @TempDir static Path folder;

  private TestHub hub;
  private Rest rest;

  @BeforeAll
  void start() {
    EditedFolder.withCaps(
        folder,
        "{ tenant: \"*\", operation: charge, per: day, count: 3, currency: EUR, then: refuse }",
        "{ tenant: \"*\", operation: charge, per: day, count: 1, currency: DKK, then: refuse }",
        "{ tenant: acme, operation: charge, per: day, count: 2, currency: DKK, then: refuse }",
        "{ provider: gateway-a, operation: charge, per: day, count: 2, currency: GBP, then: refuse }",
        "{ provider: gateway-a, operation: charge, per: day, count: 0, currency: CHF, then: refuse }",
        "{ provider: gateway-b, operation: charge, per: day, count: 1, currency: CHF, then: refuse }",
        "{ route: charges, operation: charge, per: day, sum: 1000, currency: KRW, then: refuse }",
        "{ tenant: \"*\", operation: refund, per: day, sum: 500, currency: AUD, then: refuse }",
        "{ tenant: \"*\", operation: refund, per: day, count: 1, currency: CAD, then: queue }",
        "{ route: refunds, operation: refund, per: minute, count: 1, currency: SGD, then: queue }",
        "{ route: authorizations, operation: charge, per: day, count: 1, currency: SEK, then: refuse }",
        "{ route: authorizations, operation: charge, per: day, sum: 1500, currency: NOK, then: refuse }",
        "{ route: renewals, operation: charge, per: minute, count: 1, currency: NZD, then: queue }",
        "{ tenant: \"*\", operation: charge, per: day, count: 40, currency: PLN, then: refuse }",
        "{ tenant: \"*\", operation: charge, per: day, sum: 9223372036854775807, currency: HKD,"
            + " then: refuse }");
    hub =
        TestHub.start(
            Map.of(
                "serai.routes.folder",
                folder.toString(),
                "serai.renewals.visibility-seconds",
                "2"));
    rest = hub.rest();
  }

  @AfterAll
  void stop() {
    hub.close();
  }

  @BeforeEach
  void forget() {
    hub.doubles().reset();
  }

  private static String json(long amount, String currency) {
    return """
        {"amount": %d, "currency": "%s",
         "method": {"type": "card", "token": "tok_visa", "brand": "visa"}}
        """
        .formatted(amount, currency);
  }

  private Rest.Answer charge(long amount, String currency) {
    return rest.charge(UUID.randomUUID().toString(), json(amount, currency));
  }

  @Test
  void pastACountNothingIsChargedTheKeyIsFreeAndAReplayIsAnsweredAsEver() {
    String one = json(100, "EUR");
    Rest.Answer first = rest.charge("eur-1", one);
    assertThat(first.status()).isEqualTo(201);
    assertThat(charge(100, "EUR").status()).isEqualTo(201);
    assertThat(charge(100, "EUR").status()).isEqualTo(201);

    Rest.Answer refused = rest.charge("eur-past", one);
    assertThat(refused.status()).isEqualTo(429);
    assertThat(refused.text("code")).isEqualTo("cap_exceeded");
    assertThat(refused.text("cap")).isEqualTo("charge/day/tenant/acme/EUR");
    Instant until = Instant.parse(refused.text("until"));
    assertThat(until).isAfter(Instant.now()).isBefore(Instant.now().plus(Duration.ofDays(1)));
    assertThat(refused.body().path("retry_after").asLong()).isPositive().isLessThanOrEqualTo(86400);
    assertThat(refused.text("detail"))
        .isEqualTo(
            "the cap charge/day/tenant/acme/EUR of 3 is reached until "
                + until
                + "; nothing was done, and the same key may be sent again then");
    assertThat(rest.charge("eur-1", one)).isEqualTo(first);
    assertThat(rest.charge("eur-1", json(101, "EUR")).status()).isEqualTo(409);

    assertThat(hub.book("gateway-a")).hasSize(3);
    assertThat(hub.jdbc().queryForList("select id from claim where id = 'acme/eur-past'"))
        .isEmpty();
    await().atMost(SOON).until(() -> alarms("charge/day/tenant/acme/EUR") == 1);
  }

  @Test
  void whatChargedNothingGivesItsPlaceBackAndAnEntryWithANameStandsForIt() {
    hub.doubles().behave("gateway-a", "refuse");
    hub.doubles().behave("gateway-b", "unavailable");
    for (int i = 0; i < 4; i++) {
      assertThat(charge(100, "DKK").status()).isEqualTo(503);
    }
    hub.doubles().reset();
    assertThat(charge(100, "DKK").status()).isEqualTo(201);
    assertThat(charge(100, "DKK").status()).isEqualTo(201);
    assertThat(charge(100, "DKK").status()).isEqualTo(429);
  }

  @Test
  void aCappedProviderIsLeftOutAndTheNextOneIsTried() {
    assertThat(charge(100, "GBP").text("provider")).isEqualTo("gateway-a");
    assertThat(charge(100, "GBP").text("provider")).isEqualTo("gateway-a");
    Rest.Answer third = charge(100, "GBP");
    assertThat(third.status()).isEqualTo(201);
    assertThat(third.text("provider")).isEqualTo("gateway-b");
    var history = rest.get("/v1/payments/" + third.text("id") + "/history").body().path("entries");
    assertThat(history.findValuesAsText("code")).containsExactly("capped", "approved");
    assertThat(hub.book("gateway-a")).hasSize(2);
  }

  @Test
  void whereEveryProviderIsCappedNothingIsClaimed() {
    assertThat(charge(100, "CHF").text("provider")).isEqualTo("gateway-b");
    Rest.Answer refused = rest.charge("chf-past", json(100, "CHF"));
    assertThat(refused.status()).isEqualTo(429);
    assertThat(refused.text("cap")).isEqualTo("charge/day/provider/gateway-b/CHF");
    assertThat(hub.jdbc().queryForList("select id from claim where id = 'acme/chf-past'"))
        .isEmpty();
    assertThat(hub.book("gateway-b")).hasSize(1);
  }

  @Test
  void aSumIsKeptToTheMinorUnitByRoute() {
    assertThat(charge(600, "KRW").status()).isEqualTo(201);
    Rest.Answer refused = charge(401, "KRW");
    assertThat(refused.status()).isEqualTo(429);
    assertThat(refused.text("detail"))
        .startsWith("the cap charge/day/route/charges/KRW of 1000 KRW is reached until ");
    assertThat(charge(400, "KRW").status()).isEqualTo(201);
    assertThat(charge(1, "KRW").status()).isEqualTo(429);
    assertThat(hub.book("gateway-a")).containsExactly("charge 600", "charge 400");
  }

  @Test
  void aSumThatDoesNotFitIntoALongIsReachedAndDoesNotTurnNegative() {
    assertThat(charge(100, "HKD").status()).isEqualTo(201);
    hub.jdbc()
        .update(
            "insert into cap_usage select 'charge/day/tenant/acme/HKD', date_trunc('day', now() at"
                + " time zone 'UTC') at time zone 'UTC', (date_trunc('day', now() at time zone"
                + " 'UTC') + interval '1 day') at time zone 'UTC', p, 1, 9223372036854775807"
                + " from (values ('one'), ('two')) v(p)");
    await().atMost(SOON).until(() -> charge(1, "HKD").status() == 429);
  }

  @Test
  void refundsPastTheirSumAreRefusedAndReservesNothing() {
    String payment = charge(1000, "AUD").text("id");
    assertThat(rest.refund(payment, "aud-1", "{\"amount\": 400}").join().status()).isEqualTo(201);
    Rest.Answer refused = rest.refund(payment, "aud-2", "{\"amount\": 101}").join();
    assertThat(refused.status()).isEqualTo(429);
    assertThat(refused.text("cap")).isEqualTo("refund/day/tenant/acme/AUD");
    assertThat(rest.refund(payment, "aud-1", "{\"amount\": 400}").join().status()).isEqualTo(201);
    assertThat(rest.refund(payment, "aud-3", "{\"amount\": 100}").join().status()).isEqualTo(201);
    assertThat(hub.book("gateway-a")).containsExactly("charge 1000", "refund 400", "refund 100");
    assertThat(rest.get("/v1/charges/" + payment).body().path("refunded").asLong()).isEqualTo(500);
  }

  @Test
  void aRefundThatWaitsIsAcceptedOnceAndKeepsItsAmount() {
    String payment = charge(1000, "CAD").text("id");
    assertThat(rest.refund(payment, "cad-1", "{\"amount\": 100}").join().status()).isEqualTo(201);
    Rest.Answer waits = rest.refund(payment, "cad-2", "{\"amount\": 600}").join();
    assertThat(waits.status()).isEqualTo(202);
    assertThat(waits.text("state")).isEqualTo("pending");
    assertThat(waits.body().path("amount").asLong()).isEqualTo(600);

    Rest.Answer replay = rest.refund(payment, "cad-2", "{\"amount\": 600}").join();
    assertThat(replay.status()).isEqualTo(202);
    assertThat(replay.text("id")).isEqualTo(waits.text("id"));
    assertThat(replay.text("state")).isEqualTo("pending");
    Rest.Answer more = rest.refund(payment, "cad-3", "{\"amount\": 301}").join();
    assertThat(more.status()).isEqualTo(409);
    assertThat(more.text("detail")).isEqualTo("amount: at most 300 CAD is left to refund");
    assertThat(hub.book("gateway-a")).containsExactly("charge 1000", "refund 100");
  }

  @Test
  void terminalsAreAnswered65ForACountAnd61ForASum() {
    try (Terminal terminal = Terminal.connect(hub.isoPort())) {
      assertThat(terminal.code(Terminal.request("0100", 1).set(49, "752"))).isEqualTo("00");
      assertThat(terminal.code(Terminal.request("0100", 2).set(49, "752"))).isEqualTo("65");
      assertThat(terminal.code(Terminal.request("0101", 1).set(49, "752"))).isEqualTo("00");
      assertThat(terminal.code(Terminal.request("0100", 3).set(49, "578"))).isEqualTo("00");
      assertThat(terminal.code(Terminal.request("0100", 4).set(49, "578"))).isEqualTo("61");
    }
    assertThat(hub.book("issuer-h")).containsExactly("authorize 1000", "authorize 1000");
  }

  @Test
  void whatWaitsIsDoneWhenTheMinuteIsOver() throws Exception {
    String payment = charge(1000, "SGD").text("id");
    // Both of each have to fall into one minute.
    await().atMost(SOON).until(() -> Instant.now().getEpochSecond() % 60 < 45);
    assertThat(rest.refund(payment, "sgd-1", "{\"amount\": 100}").join().status()).isEqualTo(201);
    assertThat(rest.refund(payment, "sgd-2", "{\"amount\": 200}").join().status()).isEqualTo(202);
    for (String subscription : List.of("sub_cap_1", "sub_cap_2")) {
      TestSqs.shared()
          .send(
              hub.renewals(),
              """
              {"subscription": "%s", "period": "2026-12", "amount": 980, "currency": "NZD",
               "method": {"type": "card", "token": "tok_visa", "brand": "visa"}}
              """
                  .formatted(subscription));
    }
    await().atMost(SOON).until(() -> alarms("charge/minute/route/renewals/NZD") >= 1);
    assertThat(hub.book("gateway-a")).containsExactly("charge 1000", "refund 100", "charge 980");

    await()
        .atMost(Duration.ofMinutes(2))
        .until(() -> hub.book("gateway-a").size() == 5 && left(hub.renewals()) == 0);
    assertThat(hub.book("gateway-a")).contains("refund 200");
    assertThat(left(hub.deadRenewals())).isZero();
    await()
        .atMost(SOON)
        .untilAsserted(
            () -> {
              Rest.Answer done = rest.refund(payment, "sgd-2", "{\"amount\": 200}").join();
              assertThat(done.status()).isEqualTo(201);
              assertThat(done.text("state")).isEqualTo("succeeded");
            });
    assertThat(rest.get("/v1/charges/" + payment).body().path("refunded").asLong()).isEqualTo(300);
  }

  @Test
  void twoHubsShareACapAndARestartForgetsNothing() {
    List<Rest.Answer> answers = new ArrayList<>();
    try (TestHub other = hub.another()) {
      List<CompletableFuture<Rest.Answer>> asked = new ArrayList<>();
      for (int i = 0; i < 60; i++) {
        asked.add(rest.chargeAsync("pln-a" + i, json(100, "PLN")));
        asked.add(other.rest().chargeAsync("pln-b" + i, json(100, "PLN")));
      }
      asked.forEach(one -> answers.add(one.join()));
      long made = answers.stream().filter(a -> a.status() == 201).count();
      // Each alone keeps to 40; together they may go over by what is used within a second.
      assertThat(made).isBetween(40L, 80L);
      assertThat(answers).extracting(Rest.Answer::status).containsOnly(201, 429);
      assertThat(hub.book("gateway-a")).hasSize((int) made);
      await()
          .atMost(SOON)
          .until(
              () ->
                  hub.jdbc()
                          .queryForObject(
                              "select sum(count) from cap_usage"
                                  + " where cap = 'charge/day/tenant/acme/PLN'",
                              Long.class)
                      == made);
      assertThat(other.rest().charge("pln-late", json(1, "PLN")).status()).isEqualTo(429);
      await().atMost(SOON).until(() -> alarms("charge/day/tenant/acme/PLN") == 1);
    }
    hub.restart();
    rest = hub.rest();
    assertThat(rest.charge("pln-restarted", json(1, "PLN")).status()).isEqualTo(429);
    assertThat(rest.charge("pln-a0", json(100, "PLN")).status()).isEqualTo(answers.get(0).status());
    assertThat(alarms("charge/day/tenant/acme/PLN")).isEqualTo(1);
  }

  private int alarms(String subject) {
    return hub
        .jdbc()
        .queryForList(
            "select count from alarm where kind = 'cap_reached' and subject = ?",
            Integer.class,
            subject)
        .stream()
        .mapToInt(Integer::intValue)
        .sum();
  }

  private static int left(String queue) throws Exception {
    return TestSqs.shared().left(queue);
  }
}
