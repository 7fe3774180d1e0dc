package io.serai.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.serai.doubles.Doubles;
import io.serai.hub.Rest.Answer;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What an order waits for survives the process, and a step that was done when the process was lost
 * is found done: whatever was in between, money moves once (S2.11, S2.13, S1.29, S1.31).
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class OrderRecoveryTest {

  private static final HttpClient PAYER = HttpClient.newHttpClient();
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final String BODY =
      """
      {"cluster_name": "my-cluster", "user_id": "0b6f7a52-3f0e-4c56-9a4e-2f3c8f1f7d11",
       "has_monitoring": false, "has_alerting": true, "images_storage": 0,
       "monitoring_storage": 0, "currency": "USD"}
      """;

  /** Without waiting long for anything. */
  private static Map<String, String> quick(Map<String, String> more) {
    var settings = new LinkedHashMap<String, String>();
    settings.put("serai.providers.paypal.timeout", "5s");
    settings.put("serai.providers.paypal.late-window", "1s");
    settings.put("serai.providers.paypal.bypass-errors", "1000");
    settings.put("serai.orders.longest-pause", "1s");
    settings.put("serai.orders.web-order-tries", "2");
    settings.putAll(more);
    return settings;
  }

  @Test
  void theWaitForThePayerSurvivesARestartAndEachStepIsDoneOnce() {
    try (TestHub hub = TestHub.start(quick(Map.of()))) {
      Answer created = create(hub, "key-1");
      String order = created.text("order_id");
      hub.restart();
      assertThat(state(hub, order)).isEqualTo("waiting_for_approval");
      payer(hub, order, "approve");
      awaitState(hub, order, "ordered");

      // The process was lost right after each step, before it was written down.
      for (String lost : List.of("waiting_for_approval", "approved", "capturing", "captured")) {
        rewind(hub, order, lost);
        awaitState(hub, order, "ordered");
        assertThat(hub.book("paypal")).as(lost).containsExactly("charge 2300");
        assertThat(hub.book("web-orders")).as(lost).containsExactly("order 2300");
      }
      String reference = column(hub, order, "reference");
      rewind(hub, order, "created");
      assertThat(create(hub, "key-1").text("order_id")).isEqualTo(order);
      assertThat(column(hub, order, "reference")).as("the same at PayPal").isEqualTo(reference);
      awaitState(hub, order, "ordered");
      assertThat(hub.book("paypal")).containsExactly("charge 2300");
      assertThat(payments(hub)).isEqualTo(1);
    }
  }

  @Test
  void aHubThatIsStoppedInTheMiddleGoesOnWithItAfterItsStart() {
    try (TestHub hub =
        TestHub.start(
            quick(
                Map.of(
                    "serai.orders.web-order-timeout", "2s",
                    "serai.orders.web-order-tries", "100")))) {
      String order = create(hub, "key-1").text("order_id");
      hub.doubles().behave("paypal", "commit-then-reset", 1);
      hub.doubles().behave("web-orders", "hang");
      payer(hub, order, "approve");
      awaitState(hub, order, "capturing", "captured");
      hub.restart();
      awaitState(hub, order, "captured");
      hub.restart();
      hub.doubles().behave("web-orders", "approve");
      awaitState(hub, order, "ordered");
      assertThat(hub.book("paypal")).containsExactly("charge 2300");
      assertThat(hub.book("web-orders")).containsExactly("order 2300");
    }
  }

  @Test
  void aRefundIsGivenOnceWhateverWasLost() {
    try (TestHub hub = TestHub.start(quick(Map.of()))) {
      String order = create(hub, "key-1").text("order_id");
      hub.doubles().behave("web-orders", "decline:no_room");
      payer(hub, order, "approve");
      awaitState(hub, order, "refunded");
      rewind(hub, order, "refunding");
      awaitState(hub, order, "refunded");
      assertThat(hub.book("paypal")).containsExactly("charge 2300", "refund 2300");
    }
  }

  @Test
  void anOrderThatNobodyApprovesInTimeExpiresAlsoWhilePayPalIsAway() {
    try (TestHub hub = TestHub.start(quick(Map.of("serai.orders.approve-within", "2s")))) {
      String order = create(hub, "key-1").text("order_id");
      awaitState(hub, order, "expired");
      assertThat(column(hub, order, "code")).isEqualTo("not_approved_in_time");
      payer(hub, order, "approve");
      Answer late = approve(hub, order);
      assertThat(late.status()).isEqualTo(409);
      assertThat(late.text("detail")).isEqualTo("an order that is expired cannot be approved");

      String other = create(hub, "key-2").text("order_id");
      hub.doubles().behave("paypal", "refuse");
      assertThat(approve(hub, other).status()).isEqualTo(503);
      awaitState(hub, other, "expired");
      assertThat(hub.book("paypal")).isEmpty();
      assertThat(payments(hub)).isZero();
    }
  }

  @Test
  void byConfigurationTheMoneyIsKeptForAPerson() {
    try (TestHub hub = TestHub.start(quick(Map.of("serai.orders.when-not-ordered", "by-hand")))) {
      String order = create(hub, "key-1").text("order_id");
      hub.doubles().behave("web-orders", "unavailable");
      payer(hub, order, "approve");
      awaitState(hub, order, "by_hand");
      assertThat(hub.book("paypal")).containsExactly("charge 2300");
      Answer settled =
          new Ops(hub.operators())
              .post(
                  "/v1/ops/orders/" + order + "/settle",
                  "{\"as\": \"ordered\", \"reason\": \"set up by hand\"}");
      assertThat(settled.text("state")).isEqualTo("ordered");
    }
  }

  @Test
  void withoutAWebOrderServiceNoOrderIsTaken() {
    try (TestHub hub = TestHub.start(Map.of("serai.orders.web-order-service-url", ""))) {
      Answer refused = create(hub, "key-1");
      assertThat(refused.status()).isEqualTo(503);
      assertThat(refused.text("detail"))
          .isEqualTo("orders are not set up here; set serai.orders.web-order-service-url");
    }
  }

  private static Answer create(TestHub hub, String key) {
    return hub.rest().post("/order/create", key, BODY).join();
  }

  private static Answer approve(TestHub hub, String order) {
    return hub.rest().post("/order/approve", "a", "{\"order_id\": \"" + order + "\"}").join();
  }

  private static void rewind(TestHub hub, String order, String state) {
    hub.jdbc()
        .update(
            "update shop_order set state = ?, tries = 0, due_at = now() where id = ?",
            state,
            order);
  }

  private static void awaitState(TestHub hub, String order, String... states) {
    await().atMost(LONG).until(() -> List.of(states).contains(state(hub, order)));
  }

  private static String state(TestHub hub, String order) {
    return column(hub, order, "state");
  }

  private static String column(TestHub hub, String order, String name) {
    return String.valueOf(
        hub.jdbc()
            .queryForObject(
                "select " + name + " from shop_order where id = ?", String.class, order));
  }

  private static long payments(TestHub hub) {
    return Objects.requireNonNull(
        hub.jdbc().queryForObject("select count(*) from payment", Long.class));
  }

  private static void payer(TestHub hub, String order, String what) {
    try {
      String path = "/payer/" + column(hub, order, "reference") + "/" + what;
      HttpResponse<String> answer =
          PAYER.send(
              HttpRequest.newBuilder(hub.doubles().url(Doubles.PAYPAL).resolve(path))
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
}
