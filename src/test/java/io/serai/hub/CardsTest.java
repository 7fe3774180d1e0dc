package io.serai.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.DirectDecrypter;
import com.nimbusds.jose.crypto.DirectEncrypter;
import io.serai.payment.CardData;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** Cards for programs, from the socket to the database and the gateway (S4.5). */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 4, unit = TimeUnit.MINUTES)
@SuppressWarnings("NullAway.Init")
class CardsTest {

  private static final Duration SOON = Duration.ofSeconds(30);
  private static final byte[] PAYLOAD_KEY = new byte[32];
  private static final String TOP_UP =
      """
      {"amount": 1000, "currency": "JPY", "reference": "salary",
       "method": {"type": "card", "token": "tok_visa", "brand": "visa"}}
      """;

  private TestHub hub;
  private Rest rest;
  private Operator operator;

  @BeforeAll
  void start() throws IOException {
    Path keys = Files.createDirectories(Path.of("target", "testkit")).resolve("cards-payload.keys");
    Files.writeString(keys, "2026-a " + Base64.getEncoder().encodeToString(PAYLOAD_KEY) + "\n");
    hub = TestHub.start(Map.of("serai.tenants.acme.payload-key-file", keys.toString()));
    rest = hub.rest();
    operator = new Operator(hub.operators());
  }

  @AfterAll
  void stop() throws SQLException {
    try {
      NoBreach.in(hub);
    } finally {
      hub.close();
    }
  }

  @BeforeEach
  void reset() {
    hub.doubles().reset();
  }

  private Rest.Answer post(String path, String json) {
    return rest.post(path, UUID.randomUUID().toString(), json).join();
  }

  private String card() {
    Rest.Answer made = post("/v1/cards", "{\"program\": \"prepaid-jp\", \"holder\": \"m-1\"}");
    assertThat(made.status()).as("%s", made.body()).isEqualTo(201);
    return made.text("id");
  }

  private List<String> kinds(String card) {
    List<String> kinds = new ArrayList<>();
    for (JsonNode entry : rest.get("/v1/cards/" + card + "/history").body().path("entries")) {
      kinds.add(entry.path("kind").asText() + " " + entry.path("posted").asLong());
    }
    return kinds;
  }

  private long balance(String card) {
    return rest.get("/v1/cards/" + card).body().path("balance").asLong();
  }

  @Test
  void aCardIsMadeShownStoppedAndReplaced() {
    String card = card();
    Rest.Answer shown = rest.get("/v1/cards/" + card);
    assertThat(shown.status()).isEqualTo(200);
    assertThat(shown.text("status")).isEqualTo("active");
    assertThat(shown.text("bin")).isEqualTo("939200");
    assertThat(shown.text("holder")).isEqualTo("m-1");
    assertThat(shown.body().has("number")).isFalse();

    assertThat(post("/v1/cards/" + card + "/block", "{\"reason\": \"stolen\"}").text("status"))
        .isEqualTo("stolen");
    Rest.Answer other = post("/v1/cards/" + card + "/replace", "{}");
    assertThat(other.status()).isEqualTo(201);
    assertThat(other.text("account")).isEqualTo(shown.text("account"));
    assertThat(rest.get("/v1/cards/" + card).text("replaced_by")).isEqualTo(other.text("id"));
    assertThat(kinds(card)).containsExactly("status_changed 0", "status_changed 0", "created 0");
    assertThat(post("/v1/cards/" + card + "/unblock", "{}").text("code"))
        .isEqualTo("state_conflict");
  }

  @Test
  void theNumberOfANewCardComesInASealedAnswer() throws Exception {
    String key = UUID.randomUUID().toString();
    var request =
        new JWEObject(
            new JWEHeader.Builder(JWEAlgorithm.DIR, EncryptionMethod.A256GCM)
                .keyID("2026-a")
                .customParam("idempotency_key", key)
                .build(),
            new Payload("{\"program\": \"prepaid-jp\"}"));
    request.encrypt(new DirectEncrypter(PAYLOAD_KEY));
    HttpResponse<String> response =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(rest.hub().resolve("/v1/cards"))
                    .header("Authorization", "Bearer " + TestHub.API_KEY)
                    .header("Idempotency-Key", key)
                    .header("Content-Type", "application/jose")
                    .POST(HttpRequest.BodyPublishers.ofString(request.serialize()))
                    .build(),
                HttpResponse.BodyHandlers.ofString());
    assertThat(response.statusCode()).as(response.body()).isEqualTo(201);
    JWEObject answer = JWEObject.parse(response.body());
    answer.decrypt(new DirectDecrypter(PAYLOAD_KEY));
    JsonNode card = new JsonMapper().readTree(answer.getPayload().toString());
    String number = card.path("number").asText();
    assertThat(number).hasSize(16).startsWith("939200").matches(CardData::isLuhn);
    assertThat(rest.get("/v1/cards/" + card.path("id").asText()).text("last_four"))
        .isEqualTo(number.substring(12));
  }

  @Test
  void aKeyThatComesTwiceAtOnceMakesOneCard() {
    List<CompletableFuture<Rest.Answer>> answers = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      answers.add(rest.post("/v1/cards", "many-" + i, "{\"program\": \"prepaid-jp\"}"));
      answers.add(rest.post("/v1/cards", "many-" + i, "{\"program\": \"prepaid-jp\"}"));
    }
    Set<String> ids = new HashSet<>();
    answers.forEach(answer -> ids.add(answer.join().text("id")));
    assertThat(ids).hasSize(200);
  }

  @Test
  void aTopUpIsOnePaymentAndOneCredit() {
    String card = card();
    String path = "/v1/cards/" + card + "/top-ups";
    Rest.Answer first = rest.post(path, "top-" + card, TOP_UP).join();
    assertThat(first.status()).as("%s", first.body()).isEqualTo(201);
    assertThat(first.text("state")).isEqualTo("credited");
    Rest.Answer again = rest.post(path, "top-" + card, TOP_UP).join();
    assertThat(again.status()).isEqualTo(201);
    assertThat(again.text("payment")).isEqualTo(first.text("payment"));

    assertThat(balance(card)).isEqualTo(1000);
    assertThat(kinds(card)).containsExactly("topped_up 1000", "created 0");
    assertThat(hub.book("gateway-a")).containsExactly("charge 1000");
    assertThat(rest.get("/v1/charges/" + first.text("payment")).text("state"))
        .isEqualTo("approved");
  }

  @Test
  void whatIsRefundedOfATopUpLeavesTheCard() throws Exception {
    String card = card();
    Rest.Answer topUp = post("/v1/cards/" + card + "/top-ups", TOP_UP);
    assertThat(topUp.status()).as("%s", topUp.body()).isEqualTo(201);
    String refunds = "/v1/charges/" + topUp.text("payment") + "/refunds";
    assertThat(post(refunds, "{\"amount\": 300}").status()).isEqualTo(201);
    await().atMost(SOON).until(() -> balance(card) == 700);
    assertThat(post(refunds, "{\"amount\": 700}").status()).isEqualTo(201);
    await().atMost(SOON).until(() -> balance(card) == 0);
    assertThat(kinds(card))
        .containsExactly(
            "top_up_refunded -700", "top_up_refunded -300", "topped_up 1000", "created 0");
    NoBreach.in(hub);
  }

  @Test
  void aDeclinedChargeCreditsNothing() {
    hub.doubles().behave("gateway-a", "decline:51");
    String card = card();
    Rest.Answer answer = post("/v1/cards/" + card + "/top-ups", TOP_UP);
    assertThat(answer.status()).isEqualTo(402);
    assertThat(answer.text("decline_code")).isEqualTo("51");
    assertThat(balance(card)).isZero();
  }

  @Test
  void anUnknownChargeThatIsUndoneCreditsNothing() {
    hub.doubles().behave("gateway-a", "commit-then-reset", 1);
    String card = card();
    Rest.Answer answer = post("/v1/cards/" + card + "/top-ups", TOP_UP);
    assertThat(answer.status()).isEqualTo(202);
    await().atMost(SOON).until(() -> Objects.equals(state(card), "reversed"));
    assertThat(balance(card)).isZero();
  }

  @Test
  void aTopUpWhoseCreditWasLostIsCreditedByWhoeverLooks() {
    String card = card();
    assertThat(post("/v1/cards/" + card + "/top-ups", TOP_UP).status()).isEqualTo(201);
    // As if the process had died between its two commits: the row knows nothing of the credit.
    hub.jdbc()
        .update(
            "update card_top_up set state = 'pending', payment_id = null, due_at = now()"
                + " where card_id = ?",
            card);
    await().atMost(SOON).until(() -> Objects.equals(state(card), "credited"));
    assertThat(balance(card)).as("and once all the same").isEqualTo(1000);
  }

  private String state(String card) {
    return hub.jdbc()
        .queryForObject("select state from card_top_up where card_id = ?", String.class, card);
  }

  @Test
  void whatCannotBeToppedUpIsSaid() {
    String card = card();
    String path = "/v1/cards/" + card + "/top-ups";
    assertThat(post(path, TOP_UP.replace("JPY", "USD")).text("detail"))
        .isEqualTo("currency: must be JPY, as the card's account is");
    post("/v1/cards/" + card + "/block", "{\"reason\": \"holder\"}");
    assertThat(post(path, TOP_UP).text("detail"))
        .isEqualTo("a card that is blocked cannot be topped up; unblock it");
    assertThat(hub.book("gateway-a")).isEmpty();
  }

  @Test
  void operatorsSeeAndStopCardsOfAllTenants() {
    String card = card();
    assertThat(operator.get("/v1/ops/cards/" + card).text("tenant")).isEqualTo("acme");
    Rest.Answer blocked =
        operator.post("/v1/ops/cards/" + card + "/block", "{\"reason\": \"fraud\"}");
    assertThat(blocked.text("status")).isEqualTo("blocked");
    assertThat(operator.get("/v1/ops/cards/" + card + "/history?limit=1").body().toString())
        .contains("blocked: fraud (")
        .contains("\"next\":");
    assertThat(operator.post("/v1/ops/cards/" + card + "/block", "{}").text("detail"))
        .startsWith("reason: is missing");
    assertThat(operator.post("/v1/ops/cards/" + card + "/close", "{}").text("status"))
        .isEqualTo("closed");
    Rest.Answer nobody = operator.get("/v1/ops/cards/crd_nobody");
    assertThat(nobody.status()).isEqualTo(404);
    assertThat(nobody.text("code")).isEqualTo("card_not_found");
  }

  @Test
  void aCardOfNobodyIsNotFound() {
    for (String path : List.of("", "/history")) {
      Rest.Answer answer = rest.get("/v1/cards/crd_nobody" + path);
      assertThat(answer.status()).isEqualTo(404);
      assertThat(answer.text("detail")).isEqualTo("there is no card crd_nobody");
    }
    assertThat(post("/v1/cards/crd_nobody/top-ups", TOP_UP).status()).isEqualTo(404);
  }
}
