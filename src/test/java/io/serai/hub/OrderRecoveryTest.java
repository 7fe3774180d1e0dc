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
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/**
 * What an order waits for survives the process, and a step that was done when the process was lost
 * is found done: whatever was in between, money moves once (S2.11, S2.13, S1.29, S1.31).
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
class OrderRecoveryTest {

  private static final HttpClient PAYER = HttpClient.newHttpClient();
  private static final Duration LONG = Duration.ofSeconds(60);

  private TestHub hub;

  /** Without waiting long for anything. */
  @BeforeAll
  void start() {
    hub =
        TestHub.start(
            Map.of(
                "serai.providers.paypal.timeout", "5s",
                "serai.providers.paypal.late-window", "1s",
                "serai.providers.paypal.bypass-errors", "1000",
                "serai.orders.approve-within", "25m",
                "serai.orders.longest-pause", "1s",
                "serai.orders.web-order-timeout", "2s",
                "serai.orders.web-order-tries", "100"));
  }

  @BeforeEach
  void forget() {
    hub.doubles().reset();
  }

  @AfterAll
  void stop() {
    hub.close();
  }

  @Test
  void eachStepIsDoneOnceWhenTheProcessWasLostBeforeItWasWrittenDown() {
    long before = payments();
    String order = create("key-1", 0).text("order_id");
    payer(order, "approve");
    awaitState(order, "ordered");
    for (String lost : List.of("waiting_for_approval", "approved", "capturing", "captured")) {
      rewind(order, lost);
      awaitState(order, "ordered");
      assertThat(hub.book("paypal")).as(lost).containsExactly("charge 2300");
      assertThat(hub.book("web-orders")).as(lost).containsExactly("order 2300");
    }
    String reference = column(order, "reference");
    rewind(order, "created");
    assertThat(create("key-1", 0).text("order_id")).isEqualTo(order);
    assertThat(column(order, "reference")).as("the same at PayPal").isEqualTo(reference);
    awaitState(order, "ordered");
    assertThat(hub.book("paypal")).containsExactly("charge 2300");
    assertThat(payments() - before).isEqualTo(1);
  }

  /** One waits for its payer, one for the web-order service, and one for its money. */
  @Test
  void aHubThatIsStoppedInTheMiddleGoesOnWithAllOfThemAfterItsStart() {
    String waiting = create("key-waiting", 0).text("order_id");
    String paid = create("key-paid", 10).text("order_id");
    String taken = create("key-taken", 20).text("order_id");
    hub.doubles().behave("web-orders", "hang");
    payer(paid, "approve");
    awaitState(paid, "captured");
    hub.doubles().behave("paypal", "commit-then-reset", 1);
    payer(taken, "approve");
    awaitState(taken, "capturing", "captured");
    hub.restart();
    assertThat(state(waiting)).isEqualTo("waiting_for_approval");
    assertThat(state(paid)).isEqualTo("captured");
    awaitState(taken, "captured");
    payer(waiting, "approve");
    awaitState(waiting, "captured");
    hub.doubles().behave("web-orders", "approve");
    for (String order : List.of(waiting, paid, taken)) {
      awaitState(order, "ordered");
    }
    assertThat(hub.book("paypal"))
        .containsExactlyInAnyOrder("charge 2300", "charge 2400", "charge 2500");
    assertThat(hub.book("web-orders"))
        .containsExactlyInAnyOrder("order 2300", "order 2400", "order 2500");
  }

  @Test
  void aRefundIsGivenOnceWhateverWasLost() {
    String order = create("key-refund", 0).text("order_id");
    hub.doubles().behave("web-orders", "decline:no_room");
    payer(order, "approve");
    awaitState(order, "refunded");
    rewind(order, "refunding");
    awaitState(order, "refunded");
    assertThat(hub.book("paypal")).containsExactly("charge 2300", "refund 2300");
  }

  @Test
  void anOrderThatNobodyApprovesInTimeExpiresAlsoWhilePayPalIsAway() {
    long before = payments();
    Answer created = create("key-late", 0);
    assertThat(Instant.parse(created.text("expires_at")))
        .isBetween(Instant.now().plusSeconds(23 * 60), Instant.now().plusSeconds(25 * 60));
    String order = created.text("order_id");
    letItsTimePass(order);
    awaitState(order, "expired");
    assertThat(column(order, "code")).isEqualTo("not_approved_in_time");
    payer(order, "approve");
    Answer late = approve(order);
    assertThat(late.status()).isEqualTo(409);
    assertThat(late.text("detail")).isEqualTo("an order that is expired cannot be approved");

    String other = create("key-away", 0).text("order_id");
    hub.doubles().behave("paypal", "refuse");
    assertThat(approve(other).status()).isEqualTo(503);
    letItsTimePass(other);
    awaitState(other, "expired");
    assertThat(hub.book("paypal")).isEmpty();
    assertThat(payments()).isEqualTo(before);
  }

  @Test
  void whatAPersonSetUpByHandIsSettledAsOrdered() {
    String order = create("key-by-hand", 0).text("order_id");
    hub.doubles().behave("web-orders", "unavailable");
    payer(order, "approve");
    awaitState(order, "captured");
    rewind(order, "by_hand");
    Answer settled =
        new Ops(hub.operators())
            .post(
                "/v1/ops/orders/" + order + "/settle",
                "{\"as\": \"ordered\", \"reason\": \"set up by hand\"}");
    assertThat(settled.text("state")).isEqualTo("ordered");
    assertThat(hub.book("paypal")).containsExactly("charge 2300");
  }

  private void letItsTimePass(String order) {
    hub.jdbc().update("update shop_order set expires_at = now() where id = ?", order);
  }

  /** Costs 2300 and ten for each gigabyte of images. */
  private Answer create(String key, int images) {
    return hub.rest()
        .post(
            "/order/create",
            key,
            """
            {"cluster_name": "my-cluster", "user_id": "0b6f7a52-3f0e-4c56-9a4e-2f3c8f1f7d11",
             "has_monitoring": false, "has_alerting": true, "images_storage": %d,
             "monitoring_storage": 0, "currency": "USD"}
            """
                .formatted(images))
        .join();
  }

  private Answer approve(String order) {
    return hub.rest().post("/order/approve", "a", "{\"order_id\": \"" + order + "\"}").join();
  }

  private void rewind(String order, String state) {
    hub.jdbc()
        .update(
            "update shop_order set state = ?, tries = 0, due_at = now() where id = ?",
            state,
            order);
  }

  private void awaitState(String order, String... states) {
    await().atMost(LONG).until(() -> List.of(states).contains(state(order)));
  }

  private String state(String order) {
    return column(order, "state");
  }

  private String column(String order, String name) {
    return String.valueOf(
        hub.jdbc()
            .queryForObject(
                "select " + name + " from shop_order where id = ?", String.class, order));
  }

  private long payments() {
    return Objects.requireNonNull(
        hub.jdbc().queryForObject("select count(*) from payment", Long.class));
  }

  private void payer(String order, String what) {
    try {
      String path = "/payer/" + column(order, "reference") + "/" + what;
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
