package io.serai.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.serai.doubles.Doubles;
import io.serai.hub.Rest.Answer;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Orders from their price to the web-order service, over real sockets and PostgreSQL (S2.4 to
 * S2.12, S2.15 to S2.21, S1.28 to S1.31).
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
class OrdersTest {

  private static final HttpClient PAYER = HttpClient.newHttpClient();
  private static final Duration LONG = Duration.ofSeconds(60);

  /** 2000 + 20 x 10 + 10 x 15 + 500. */
  private static final long TOTAL = 2850;

  private static final String BODY =
      """
      {"cluster_name": "my-cluster", "user_id": "0b6f7a52-3f0e-4c56-9a4e-2f3c8f1f7d11",
       "has_monitoring": true, "has_alerting": false, "images_storage": 20,
       "monitoring_storage": 10, "currency": "USD"}
      """;

  private TestHub hub;

  @BeforeAll
  void start() {
    hub =
        TestHub.start(
            Map.of(
                "serai.providers.paypal.timeout", "5s",
                "serai.providers.paypal.late-window", "1s",
                "serai.providers.paypal.bypass-errors", "1000",
                "serai.orders.longest-pause", "1s",
                "serai.orders.web-order-timeout", "2s",
                "serai.orders.web-order-tries", "3"));
  }

  @BeforeEach
  void forget() {
    hub.doubles().reset();
  }

  @AfterAll
  void stop() {
    hub.close();
  }

  /** A charge with failover, an order to its capture, two receipts and a refund, by curl. */
  @Test
  void theWalkOfTheReadmeIsWhatItSays(@TempDir Path folder) throws Exception {
    List<String> said =
        ReadmeWalk.of("From a charge to a refund")
            .run(
                folder,
                Map.of(
                    "http://localhost:8080", hub.rest().hub().toString(),
                    "http://localhost:8090", hub.doubles().control().toString(),
                    "http://localhost:8098", hub.doubles().url("paypal").toString()),
                hub.rest().apiKey());
    assertThat(said).noneMatch(line -> line.contains("invalid_field"));
    assertThat(said.toString())
        .contains("\"provider\":\"gateway-b\"")
        .contains("\"status\":\"waiting_for_approval\"")
        .contains("\"status\":\"approved\"")
        .contains("\"state\":\"verified\",\"provider\":\"apple\"")
        .contains("\"state\":\"verified\",\"provider\":\"google\"")
        .contains("receipt_forged")
        .contains("\"state\":\"refunded\"");
    assertThat(hub.book("gateway-a")).isEmpty();
    assertThat(hub.book("gateway-b")).containsExactly("charge 2400", "refund 1000", "refund 1400");
    await().atMost(LONG).until(() -> !hub.book("web-orders").isEmpty());
    assertThat(hub.book("paypal")).containsExactly("charge " + TOTAL);
  }

  @Test
  void thePricesAreThoseOfTheFile() {
    Answer prices = hub.rest().get("/order/prices");
    assertThat(prices.status()).isEqualTo(200);
    assertThat(prices.body().path("basic").asLong()).isEqualTo(2000);
    assertThat(prices.body().path("img_storage_price_unit").asLong()).isEqualTo(10);
    assertThat(prices.body().path("monitoring_storage_price_unit").asLong()).isEqualTo(15);
    assertThat(prices.body().path("monitoring_option").asLong()).isEqualTo(500);
    assertThat(prices.body().path("alerting_option").asLong()).isEqualTo(300);
    assertThat(prices.body().path("currency").asText()).isEqualTo("USD");
    assertThat(prices.body().at("/prices/1/currency").asText()).isEqualTo("JPY");
    assertThat(prices.body().at("/prices/1/basic").asLong()).isEqualTo(3000);
  }

  @Test
  void anOrderThatThePayerApprovesIsCapturedOnceAndCreated() {
    Answer created = create(BODY);
    assertThat(created.status()).as("%s", created.body()).isEqualTo(201);
    assertThat(created.text("status")).isEqualTo("waiting_for_approval");
    assertThat(created.body().path("amount").asLong()).isEqualTo(TOTAL);
    assertThat(created.body().has("links")).isFalse();
    String order = created.text("order_id");
    assertThat(created.text("approval_url"))
        .isEqualTo("https://www.sandbox.paypal.com/checkoutnow?token=" + paypal(order));

    Answer early = approve(order);
    assertThat(early.status()).isEqualTo(409);
    assertThat(early.text("code")).isEqualTo("order_not_approved");
    assertThat(early.text("detail"))
        .isEqualTo("the payer has not approved the order yet; send the payer to its approval_url");
    assertThat(hub.book("paypal")).isEmpty();

    payer(order, "approve");
    Answer approved = approve(order);
    assertThat(approved.status()).as("%s", approved.body()).isEqualTo(200);
    assertThat(approved.text("id")).isEqualTo(order);
    assertThat(approved.text("status")).isIn("approved", "capturing", "captured", "ordered");

    awaitState(order, "ordered");
    assertThat(hub.book("paypal")).containsExactly("charge " + TOTAL);
    assertThat(hub.book("web-orders")).containsExactly("order " + TOTAL);
    assertThat(hub.doubles().book("web-orders").get(0).hubReference()).isEqualTo(order);
    assertThat(payment(order)).isEqualTo("approved");
    assertThat(hub.doubles().book("paypal").get(0).hubReference()).isEqualTo(paymentId(order));
    assertThat(approve(order).text("status")).as("repeated").isEqualTo("ordered");
    assertThat(events(order))
        .containsExactly(
            "created", "waiting_for_approval", "approved", "capturing", "captured", "ordered");
  }

  @Test
  void theHubFindsTheApprovalByItselfAndThePayersReturnNamesTheOrderToo() {
    String order = created(BODY);
    payer(order, "approve");
    awaitState(order, "ordered");
    assertThat(approve(paypal(order)).text("id")).isEqualTo(order);
    assertThat(hub.book("paypal")).containsExactly("charge " + TOTAL);
  }

  @Test
  void aKeyIsOneOrderAndAnotherBodyUnderItIsRefused() {
    Answer first = post("/order/create", "order-key-1", BODY);
    Answer again = post("/order/create", "order-key-1", BODY);
    assertThat(again.text("order_id")).isEqualTo(first.text("order_id"));
    assertThat(again.text("approval_url")).isEqualTo(first.text("approval_url"));
    Answer other = post("/order/create", "order-key-1", BODY.replace("my-cluster", "other"));
    assertThat(other.status()).isEqualTo(409);
    assertThat(other.text("code")).isEqualTo("idempotency_key_reused");
  }

  @Test
  void manyApprovalsAtOnceCaptureOnce() {
    String order = created(BODY);
    payer(order, "approve");
    List<CompletableFuture<Answer>> all =
        IntStream.range(0, 20)
            .mapToObj(
                i ->
                    hub.rest()
                        .post(
                            "/order/approve",
                            UUID.randomUUID().toString(),
                            "{\"order_id\": \"" + order + "\"}"))
            .toList();
    all.forEach(one -> assertThat(one.join().status()).isEqualTo(200));
    awaitState(order, "ordered");
    assertThat(hub.book("paypal")).containsExactly("charge " + TOTAL);
    assertThat(hub.book("web-orders")).hasSize(1);
  }

  @Test
  void aPriceOfTheClientIsNotLookedAt() {
    Answer created = create(BODY.replace("{\"cluster", "{\"price\": 1, \"cluster"));
    assertThat(created.body().path("amount").asLong()).isEqualTo(TOTAL);
  }

  @Test
  void otherCurrenciesHaveTheirOwnPrices() {
    String order = created(BODY.replace("USD", "JPY"));
    payer(order, "approve");
    awaitState(order, "ordered");
    assertThat(hub.book("paypal")).containsExactly("charge 4270");
    assertThat(hub.doubles().book("paypal").get(0).currency()).isEqualTo("JPY");
  }

  @Test
  void anOrderThatIsGoneAtPayPalExpiresAndALateApprovalFailsCleanly() {
    String order = created(BODY);
    payer(order, "expire");
    Answer late = approve(order);
    assertThat(late.status()).isEqualTo(409);
    assertThat(late.text("code")).isEqualTo("state_conflict");
    assertThat(late.text("detail")).isEqualTo("an order that is expired cannot be approved");
    assertThat(state(order)).isEqualTo("expired");
    assertThat(hub.book("paypal")).isEmpty();
  }

  @Test
  void aDeclinedCaptureEndsTheOrder() {
    String order = created(BODY);
    hub.doubles().behave("paypal", "decline:INSTRUMENT_DECLINED", 1);
    payer(order, "approve");
    awaitState(order, "failed");
    assertThat(code(order)).isEqualTo("INSTRUMENT_DECLINED");
    assertThat(hub.book("paypal")).isEmpty();
    assertThat(hub.book("web-orders")).isEmpty();
    assertThat(approve(order).status()).isEqualTo(409);
  }

  @ParameterizedTest
  @ValueSource(strings = {"commit-then-reset", "garbage"})
  void aCaptureWhoseAnswerIsLostIsFoundByAskingAndNotDoneTwice(String how) {
    String order = created(BODY);
    hub.doubles().behave("paypal", how, 1);
    payer(order, "approve");
    awaitState(order, "ordered");
    assertThat(hub.book("paypal")).containsExactly("charge " + TOTAL);
    assertThat(hub.book("web-orders")).hasSize(1);
  }

  @Test
  void aCaptureThatNeverArrivedEndsTheOrderAndTakesNothing() {
    String order = created(BODY);
    payer(order, "approve");
    hub.doubles().behave("paypal", "unavailable", 2);
    awaitState(order, "ordered");
    assertThat(hub.book("paypal")).containsExactly("charge " + TOTAL);
  }

  @Test
  void whenPayPalCannotBeReachedTheSameMayBeSentAgain() {
    hub.doubles().behave("paypal", "refuse");
    Answer first = post("/order/create", "order-key-2", BODY);
    assertThat(first.status()).isEqualTo(503);
    assertThat(first.text("code")).isEqualTo("providers_unavailable");
    hub.doubles().behave("paypal", "approve");
    assertThat(post("/order/create", "order-key-2", BODY).status()).isEqualTo(201);
  }

  @Test
  void theWebOrderServiceIsAskedAgainUntilItTakesTheOrder() {
    String order = created(BODY);
    hub.doubles().behave("web-orders", "commit-then-reset", 1);
    payer(order, "approve");
    awaitState(order, "ordered");
    assertThat(hub.book("web-orders")).as("twice sent, once done").hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({"unavailable, web_order_503", "decline:no_room, web_order_422"})
  void whatCannotBeCreatedIsGivenBack(String how, String code) {
    String order = created(BODY);
    hub.doubles().behave("web-orders", how);
    payer(order, "approve");
    awaitState(order, "refunded");
    assertThat(code(order)).isEqualTo(code);
    assertThat(hub.book("paypal")).containsExactly("charge " + TOTAL, "refund " + TOTAL);
    assertThat(payment(order)).isEqualTo("refunded");
    await().atMost(LONG).until(() -> alarms("order_not_created", order) == 1);
  }

  @Test
  void aRefundThatFailsTooIsForAPersonWhoRetries() {
    String order = created(BODY);
    hub.doubles().behave("web-orders", "hang");
    payer(order, "approve");
    awaitState(order, "captured");
    hub.doubles().behave("paypal", "decline:REFUND_FAILED_INSUFFICIENT_FUNDS");
    awaitState(order, "by_hand");
    assertThat(code(order)).isEqualTo("REFUND_FAILED_INSUFFICIENT_FUNDS");
    await().atMost(LONG).until(() -> alarms("order_by_hand", order) == 1);
    assertThat(payment(order)).isEqualTo("approved");

    hub.doubles().behave("web-orders", "approve");
    Ops ops = new Ops(hub.operators());
    assertThat(ops.get("/v1/ops/orders").body().at("/orders/0/id").asText()).isEqualTo(order);
    Answer moved =
        ops.post("/v1/ops/orders/" + order + "/retry", "{\"reason\": \"there is room now\"}");
    assertThat(moved.status()).as("%s", moved.body()).isEqualTo(200);
    awaitState(order, "ordered");
    assertThat(ops.get("/v1/ops/orders/" + order).body().path("events").toString())
        .contains("there is room now");
    assertThat(ops.post("/v1/ops/orders/" + order + "/refund", "{\"reason\": \"again\"}").status())
        .isEqualTo(409);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "cluster_name | \"My_Cluster\" | must match ^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$",
        "cluster_name | \"-a\" | must match ^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$",
        "cluster_name | 1 | must be a JSON string",
        "user_id | \"me\" | must match ^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$",
        "has_monitoring | \"yes\" | must be of type boolean",
        "has_alerting | 1 | must be of type boolean",
        "images_storage | -1 | must be at least 0",
        "images_storage | 1.5 | must be a whole JSON number without fraction or quotes",
        "monitoring_storage | \"10\" | must be a whole JSON number without fraction or quotes",
        "monitoring_storage | 1000000001 | must be at most 1000000000",
        "currency | \"usd\" | must match ^[A-Z]{3}$",
        "currency | \"EUR\" | has no prices; there are prices in USD, JPY",
        "currency | \"XXZ\" | is not an ISO 4217 currency such as JPY"
      })
  void aWrongFieldIsNamedWithItsMend(String field, String value, String text) {
    Answer refused =
        create(BODY.replaceAll("\"" + field + "\": [^,}\n]+", "\"" + field + "\": " + value));
    assertThat(refused.status()).as("%s", refused.body()).isEqualTo(400);
    assertThat(refused.text("code")).isEqualTo("invalid_field");
    assertThat(refused.text("detail")).contains(field + ": " + text);
    assertThat(hub.book("paypal")).isEmpty();
  }

  @Test
  void aFieldThatIsMissingOrUnknownIsNamed() {
    assertThat(create(BODY.replace("\"currency\": \"USD\"", "\"colour\": 1")).text("detail"))
        .isEqualTo("2 fields are wrong: colour, currency");
    assertThat(create("{}").body().path("errors")).hasSize(7);
    assertThat(post("/order/approve", "k", "{}").text("detail")).isEqualTo("order_id: is missing");
  }

  @Test
  void anOrderThatIsNotTheTenantsIsNotThere() {
    Answer none = approve("ord_none");
    assertThat(none.status()).isEqualTo(404);
    assertThat(none.text("code")).isEqualTo("order_not_found");
    Answer stranger =
        new Rest(hub.rest().hub(), "sk_nobody").post("/order/create", "k", BODY).join();
    assertThat(stranger.status()).isEqualTo(401);
  }

  private Answer create(String body) {
    return post("/order/create", UUID.randomUUID().toString(), body);
  }

  private String created(String body) {
    Answer created = create(body);
    assertThat(created.status()).as("%s", created.body()).isEqualTo(201);
    return created.text("order_id");
  }

  private Answer approve(String order) {
    return post(
        "/order/approve", UUID.randomUUID().toString(), "{\"order_id\": \"" + order + "\"}");
  }

  private Answer post(String path, String key, String body) {
    return hub.rest().post(path, key, body).join();
  }

  private void payer(String order, String what) {
    try {
      HttpResponse<String> answer =
          PAYER.send(
              HttpRequest.newBuilder(
                      hub.doubles()
                          .url(Doubles.PAYPAL)
                          .resolve("/payer/" + paypal(order) + "/" + what))
                  .POST(HttpRequest.BodyPublishers.noBody())
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    } catch (IOException e) {
      throw new IllegalStateException("the payer cannot be steered", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private void awaitState(String order, String... states) {
    await()
        .atMost(LONG)
        .untilAsserted(
            () -> assertThat(state(order)).as("%s", events(order)).isIn((Object[]) states));
  }

  private String state(String order) {
    return column(order, "state");
  }

  private String code(String order) {
    return column(order, "code");
  }

  private String paypal(String order) {
    return column(order, "reference");
  }

  private String paymentId(String order) {
    return column(order, "payment_id");
  }

  private String column(String order, String name) {
    return String.valueOf(
        hub.jdbc()
            .queryForObject(
                "select " + name + " from shop_order where id = ?", String.class, order));
  }

  private List<String> events(String order) {
    return hub.jdbc()
        .queryForList(
            "select state from shop_order_event where order_id = ? order by seq",
            String.class,
            order);
  }

  private String payment(String order) {
    return String.valueOf(
        hub.jdbc()
            .queryForObject(
                "select state from payment where id = ?", String.class, paymentId(order)));
  }

  private long alarms(String kind, String order) {
    return Objects.requireNonNull(
        hub.jdbc()
            .queryForObject(
                "select count(*) from alarm where kind = ? and subject = ?",
                Long.class,
                kind,
                order));
  }
}
