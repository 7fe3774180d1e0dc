package io.serai.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.serai.doubles.BookEntry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** REST charges and refunds through the whole hub (4b, 4c; S1.2, S1.72, S3.4). */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class ChargeTest {

  private static final Duration SOON = Duration.ofSeconds(30);

  private TestHub hub;
  private Rest rest;

  @BeforeAll
  void start() {
    hub =
        TestHub.start(
            Map.of(
                "serai.providers.gateway-a.timeout", "2s",
                "serai.providers.gateway-a.late-window", "1s"));
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

  @Test
  void aChargeIsMadeOnceAndReplayedToTheLetter() {
    String json =
        """
        {"amount": 1000, "currency": "JPY", "reference": "order-7",
         "method": {"type": "card", "token": "tok_visa", "brand": "visa"}}
        """;
    Rest.Answer first = rest.charge("key-1", json);
    assertThat(first.status()).isEqualTo(201);
    assertThat(first.text("state")).isEqualTo("approved");
    assertThat(first.text("provider")).isEqualTo("gateway-a");
    assertThat(first.text("provider_reference")).isNotEmpty();
    assertThat(first.text("reference")).isEqualTo("order-7");

    assertThat(rest.charge("key-1", json)).isEqualTo(first);
    assertThat(rest.charge("key-1", json.replace("1000", "1001")).status()).isEqualTo(409);
    assertThat(book("gateway-a")).containsExactly("charge 1000 " + first.text("id"));
    assertThat(rest.get("/v1/charges/" + first.text("id")).text("state")).isEqualTo("approved");
    assertThat(rest.get("/v1/payments/" + first.text("id") + "/history").body().path("entries"))
        .hasSize(2);
  }

  @Test
  void thePictureOfTheRoutesShowsWhichWayAChargeWent() {
    Operator operator = new Operator(hub.operators());
    String entered = "entries:rest-create-charge\" data-to=\"set:charges";
    String asked = "set:charges payment:charge?providers=gateway-b\" data-to=\"provider:gateway-b";
    String before = operator.page("/routes").body();
    Rest.Answer charge =
        rest.charge(
            "key-picture",
            """
            {"amount": 700, "currency": "JPY",
             "method": {"type": "card", "token": "tok_jcb", "brand": "jcb"}}
            """);
    assertThat(charge.text("provider")).isEqualTo("gateway-b");
    String page = operator.page("/routes").body();
    assertThat(page).startsWith("<!doctype html>");
    assertThat(taken(page, entered)).isEqualTo(taken(before, entered) + 1);
    assertThat(taken(page, asked)).isEqualTo(taken(before, asked) + 1);
    var image = operator.page("/routes.svg");
    assertThat(image.headers().firstValue("Content-Type")).contains("image/svg+xml;charset=UTF-8");
    assertThat(uncounted(page)).contains(uncounted(image.body()));
  }

  /** Without the numbers on the arrows, which go on between one request and the next. */
  private static String uncounted(String page) {
    return page.replaceAll("(class=\"count\"[^>]*>)[0-9,]+<", "$1<");
  }

  /** The number on an arrow. */
  private static long taken(String page, String arrow) {
    var count =
        Pattern.compile(
                Pattern.quote("data-from=\"" + arrow + "\"")
                    + "(?:(?!</g>).)*class=\"count\"[^>]*>([0-9,]+)<",
                Pattern.DOTALL)
            .matcher(page);
    assertThat(count.find()).as(arrow).isTrue();
    return Long.parseLong(count.group(1).replace(",", ""));
  }

  @Test
  void theSameKeyAtTheSameInstantIsOneCharge() {
    String json =
        """
        {"amount": 500, "currency": "JPY",
         "method": {"type": "card", "token": "tok_visa", "brand": "visa"}}
        """;
    hub.doubles().behave("gateway-a", "delay:300");
    List<CompletableFuture<Rest.Answer>> asked = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      asked.add(rest.chargeAsync("key-many", json));
    }
    List<Rest.Answer> answers = asked.stream().map(CompletableFuture::join).toList();
    assertThat(answers).extracting(Rest.Answer::status).containsOnly(201, 202);
    assertThat(answers).extracting(a -> a.text("id")).containsOnly(answers.get(0).text("id"));
    assertThat(book("gateway-a")).hasSize(1);
  }

  @Test
  void aDeclineIsFinalAndNotTriedElsewhere() {
    hub.doubles().behave("gateway-a", "decline:51");
    Rest.Answer answer = rest.charge(1000);
    assertThat(answer.status()).isEqualTo(402);
    assertThat(answer.text("code")).isEqualTo("declined");
    assertThat(answer.text("decline_code")).isEqualTo("51");
    assertThat(answer.text("id")).startsWith("pay_");
    assertThat(book("gateway-b")).isEmpty();
  }

  @Test
  void aRefusedConnectionLeadsToTheNextProvider() {
    hub.doubles().behave("gateway-a", "refuse");
    Rest.Answer answer = rest.charge(1000);
    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.text("provider")).isEqualTo("gateway-b");
    assertThat(book("gateway-a")).isEmpty();
    assertThat(book("gateway-b")).containsExactly("charge 1000 " + answer.text("id"));
  }

  @Test
  void aListed503LeadsToTheNextProviderAndTheRefundGoesThere() {
    hub.doubles().behave("gateway-a", "unavailable", 1);
    Rest.Answer charge = rest.charge(1000);
    assertThat(charge.text("provider")).isEqualTo("gateway-b");
    Rest.Answer refund = rest.refund(charge.text("id"), "refund-b", "{\"amount\": 400}").join();
    assertThat(refund.status()).isEqualTo(201);
    assertThat(refund.text("state")).isEqualTo("succeeded");
    assertThat(book("gateway-b"))
        .containsExactly("charge 1000 " + charge.text("id"), "refund 400 " + charge.text("id"));
    assertThat(rest.get("/v1/charges/" + charge.text("id")).text("state"))
        .isEqualTo("partially_refunded");
  }

  @Test
  void allUnavailableChargesNothingAndGivesTheKeyBack() {
    hub.doubles().behave("gateway-a", "refuse");
    hub.doubles().behave("gateway-b", "unavailable");
    String json =
        """
        {"amount": 700, "currency": "JPY",
         "method": {"type": "card", "token": "tok_visa", "brand": "visa"}}
        """;
    Rest.Answer refused = rest.charge("key-again", json);
    assertThat(refused.status()).isEqualTo(503);
    assertThat(refused.text("code")).isEqualTo("providers_unavailable");
    hub.doubles().reset();
    assertThat(rest.charge("key-again", json).status()).isEqualTo(201);
    assertThat(book("gateway-a")).hasSize(1);
  }

  @Test
  void anAnswerThatWasLostIsUnknownNotTriedElsewhereAndReversed() {
    hub.doubles().behave("gateway-a", "commit-then-reset", 1);
    Rest.Answer answer = rest.charge(1000);
    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.text("state")).isEqualTo("unknown");
    assertThat(book("gateway-b")).isEmpty();
    String id = answer.text("id");
    await()
        .atMost(SOON)
        .untilAsserted(
            () -> assertThat(rest.get("/v1/charges/" + id).text("state")).isEqualTo("reversed"));
    assertThat(book("gateway-a")).containsExactly("charge 1000 " + id, "reversal 1000 " + id);
  }

  @Test
  void silenceIsUnknownAndWhatNeverHappenedEndsFailed() {
    hub.doubles().behave("gateway-a", "hang");
    String json = Rest.card(1000);
    Rest.Answer answer = rest.charge("never", json);
    assertThat(answer.status()).isEqualTo(202);
    hub.doubles().behave("gateway-a", "approve");
    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(rest.get("/v1/charges/" + answer.text("id")).text("state"))
                    .isEqualTo("failed"));
    assertThat(book("gateway-a")).isEmpty();
    assertThat(book("gateway-b")).isEmpty();
    // The key stays taken, so nobody may be told to come again with it.
    Rest.Answer replay = rest.charge("never", json);
    assertThat(replay.status()).isEqualTo(402);
    assertThat(replay.text("state")).isEqualTo("failed");
    assertThat(rest.charge("never", json).status()).isEqualTo(402);
    assertThat(book("gateway-a")).isEmpty();
  }

  @Test
  void anUnknownRefundKeepsItsAmountAndIsResolvedUnderItsOwnKey() {
    Rest.Answer charge = rest.charge(1000);
    hub.doubles().behave("gateway-a", "commit-then-reset", 1);
    Rest.Answer refund = rest.refund(charge.text("id"), "refund-u", "{\"amount\": 600}").join();
    assertThat(refund.status()).isEqualTo(202);
    assertThat(refund.text("state")).isEqualTo("unknown");
    await()
        .atMost(SOON)
        .untilAsserted(
            () -> {
              Rest.Answer replay =
                  rest.refund(charge.text("id"), "refund-u", "{\"amount\": 600}").join();
              assertThat(replay.text("state")).isEqualTo("succeeded");
              assertThat(replay.status()).isEqualTo(201);
            });
    assertThat(book("gateway-a"))
        .containsExactly("charge 1000 " + charge.text("id"), "refund 600 " + charge.text("id"));
    assertThat(rest.get("/v1/charges/" + charge.text("id")).text("state"))
        .isEqualTo("partially_refunded");
  }

  @Test
  void refundsFromManySidesNeverExceedTheCharge() {
    Rest.Answer charge = rest.charge(1000);
    List<CompletableFuture<Rest.Answer>> asked = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      asked.add(rest.refund(charge.text("id"), "many-" + i, "{\"amount\": 300}"));
    }
    List<Rest.Answer> answers = asked.stream().map(CompletableFuture::join).toList();
    assertThat(answers).filteredOn(a -> a.status() == 201).hasSize(3);
    assertThat(answers)
        .filteredOn(a -> a.status() != 201)
        .extracting(a -> a.text("code"))
        .containsOnly("refund_exceeds_charge");
    assertThat(rest.refund(charge.text("id"), "rest", "{}").join().body().path("amount").asLong())
        .isEqualTo(100);
    assertThat(rest.get("/v1/charges/" + charge.text("id")).text("state")).isEqualTo("refunded");
    assertThat(book("gateway-a")).hasSize(5);
  }

  @Test
  void theUpstreamConfirms() {
    Rest.Answer charge = rest.charge(1000);
    Rest.Answer confirmed =
        rest.post("/v1/charges/" + charge.text("id") + "/confirm", "confirm-1", "").join();
    assertThat(confirmed.status()).isEqualTo(200);
    assertThat(confirmed.text("confirmed_at")).isNotEmpty();
  }

  @Test
  void contentDecidesWhoCharges() {
    String jcb =
        """
        {"amount": 500, "currency": "JPY",
         "method": {"type": "card", "token": "tok_jcb", "brand": "jcb"}}
        """;
    assertThat(rest.charge("k-jcb", jcb).text("provider")).isEqualTo("gateway-b");
    assertThat(
            rest.charge("k-usd", jcb.replace("JPY", "USD").replace("jcb", "visa")).text("provider"))
        .isEqualTo("gateway-b");
    assertThat(rest.charge(2_000_000).text("provider")).isEqualTo("gateway-b");
    assertThat(rest.charge(2_000).text("provider")).isEqualTo("gateway-a");
  }

  private List<String> book(String provider) {
    return hub.doubles().book(provider).stream().map(ChargeTest::line).toList();
  }

  private static String line(BookEntry entry) {
    return entry.operation() + " " + entry.amount() + " " + entry.hubReference();
  }
}
