package io.serai.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.serai.doubles.Doubles;
import io.serai.doubles.NoticeSigner;
import io.serai.hub.Rest.Answer;
import io.serai.subscription.Subscriptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Customers, products, plans and subscriptions at Stripe and PayPal, over real sockets and
 * PostgreSQL (S0.2 to S0.5, S0.8, S1.19, S1.30, S1.31, S1.53, S1.59).
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
class SubscriptionsTest {

  private static final HttpClient STEERING = HttpClient.newHttpClient();
  private static final Duration LONG = Duration.ofSeconds(60);

  private static final String WEBHOOK_SECRET = "whsec_of_subscriptions_0123456789";

  private TestHub hub;

  @BeforeAll
  void start() {
    hub =
        TestHub.start(
            Map.of(
                "serai.providers.paypal.timeout", "5s",
                "serai.providers.paypal.bypass-errors", "1000",
                "serai.providers.stripe.timeout", "5s",
                "serai.providers.stripe.bypass-errors", "1000",
                "serai.notices.sources.stripe.scheme", "stripe",
                "serai.notices.sources.stripe.secret-file", secret(),
                "serai.subscriptions.hold", "20s",
                "serai.subscriptions.first-pause", "200ms",
                "serai.subscriptions.longest-pause", "1s"));
  }

  @BeforeEach
  void forget() {
    hub.jdbc().update("update recurring set due_at = null");
    hub.doubles().reset();
  }

  @AfterAll
  void stop() {
    hub.close();
  }

  @Test
  void theWholeWalkAtStripe() {
    String customer = customer();
    String product = product("stripe");
    String plan = plan(product, 980);
    Answer subscribed = subscribe(plan, customer, "");
    assertThat(subscribed.status()).as("%s", subscribed.body()).isEqualTo(201);
    assertThat(subscribed.text("state")).isEqualTo("active");
    assertThat(subscribed.text("provider")).isEqualTo("stripe");
    assertThat(subscribed.text("provider_state")).isEqualTo("active");
    assertThat(subscribed.text("plan")).isEqualTo(plan);
    assertThat(subscribed.text("customer")).isEqualTo(customer);
    String id = subscribed.text("id");
    assertThat(events(id)).containsExactly("creating", "verifying", "active");
    assertThat(hub.book("stripe"))
        .containsExactly("customer 0", "product 0", "plan 0", "subscribe 0");

    // The period is the double's own: thirty days and 77 seconds.
    Instant start = Instant.parse(subscribed.text("period_start"));
    Instant end = Instant.parse(subscribed.text("period_end"));
    assertThat(Duration.between(start, end)).isEqualTo(Duration.ofDays(30).plusSeconds(77));
    steer(id, "renew");
    readBack(id);
    assertThat(get(id).text("period_start")).isEqualTo(end.toString());

    String dearer = plan(product, 1980);
    Answer changed = post("/v1/subscriptions/" + id + "/change", "{\"plan\": \"" + dearer + "\"}");
    assertThat(changed.status()).as("%s", changed.body()).isEqualTo(200);
    assertThat(changed.text("state")).isEqualTo("active");
    assertThat(changed.text("plan")).isEqualTo(dearer);

    steer(id, "past_due");
    readBack(id);
    assertThat(get(id).text("state")).isEqualTo("past_due");
    steer(id, "active");
    readBack(id);
    assertThat(get(id).text("state")).isEqualTo("active");

    Answer ended = post("/v1/subscriptions/" + id + "/cancel", "{}");
    assertThat(ended.status()).as("%s", ended.body()).isEqualTo(200);
    assertThat(ended.text("state")).isEqualTo("ended");
    assertThat(ended.text("provider_state")).isEqualTo("canceled");
    assertThat(post("/v1/subscriptions/" + id + "/cancel", "{}").text("state")).isEqualTo("ended");
    assertThat(hub.book("stripe"))
        .endsWith("subscribe 0", "plan 0", "change_plan 0", "unsubscribe 0");
    Answer late = post("/v1/subscriptions/" + id + "/change", "{\"plan\": \"" + plan + "\"}");
    assertThat(late.status()).isEqualTo(409);
    assertThat(late.text("detail"))
        .isEqualTo("a subscription that is ended cannot be put on another plan");

    assertThat(hub.rest().get("/v1/customers/" + customer).text("state")).isEqualTo("active");
    assertThat(hub.rest().get("/v1/products/" + product).text("name")).isEqualTo("Premium");
    Answer shown = hub.rest().get("/v1/plans/" + plan);
    assertThat(shown.body().path("amount").asLong()).isEqualTo(980);
    assertThat(shown.text("interval")).isEqualTo("month");
    assertThat(shown.text("product")).isEqualTo(product);
  }

  @Test
  void whatStripeTellsOfAnInvoiceHasItsSubscriptionReadBack() throws Exception {
    String id = subscribe(plan(product("stripe"), 980), customer(), "").text("id");
    String end = get(id).text("period_end");
    steer(id, "renew");
    String invoice =
        """
        {"id": "evt_%s", "object": "event", "type": "invoice.paid", "created": %d,
         "data": {"object": {"id": "in_1", "object": "invoice", "subscription": "%s"}}}
        """
            .formatted(id, Instant.now().getEpochSecond(), column(id, "reference"));
    assertThat(tell(invoice)).isEqualTo(200);
    await()
        .atMost(LONG)
        .untilAsserted(() -> assertThat(get(id).text("period_start")).isEqualTo(end));
    await()
        .atMost(LONG)
        .untilAsserted(
            () ->
                assertThat(
                        hub.jdbc()
                            .queryForList(
                                "select result from provider_notice where event_id = ?",
                                String.class,
                                "evt_" + id))
                    .containsExactly("subscription_read"));
  }

  private int tell(String event) throws Exception {
    return STEERING
        .send(
            HttpRequest.newBuilder(hub.rest().hub().resolve("/v1/webhooks/stripe"))
                .header("Content-Type", "application/json")
                .header(
                    "Stripe-Signature", NoticeSigner.stripe(WEBHOOK_SECRET, Instant.now(), event))
                .POST(HttpRequest.BodyPublishers.ofString(event))
                .build(),
            HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }

  private static String secret() {
    try {
      Path file = Path.of("target", "testkit", "stripe-" + UUID.randomUUID());
      Files.createDirectories(file.toAbsolutePath().getParent());
      return Files.writeString(file, WEBHOOK_SECRET).toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void atPayPalThePayerApprovesAndTheHubFindsItByItself() {
    String plan = plan(product("paypal"), 980);
    Answer subscribed = subscribe(plan, null, "");
    assertThat(subscribed.status()).as("%s", subscribed.body()).isEqualTo(202);
    assertThat(subscribed.text("state")).isEqualTo("waiting_for_approval");
    String id = subscribed.text("id");
    assertThat(subscribed.text("approval_url"))
        .isEqualTo(
            "https://www.sandbox.paypal.com/webapps/billing/subscriptions?ba_token="
                + subscribed.text("provider_reference"));
    assertThat(post("/v1/subscriptions/" + id + "/cancel", "{}").text("detail"))
        .isEqualTo("a subscription that is waiting_for_approval cannot be cancelled");
    assertThat(subscribed.body().has("period_end")).isFalse();

    payer(id, "approve");
    awaitState(id, "active");
    assertThat(get(id).text("provider_state")).isEqualTo("ACTIVE");
    assertThat(get(id).body().has("period_end")).isTrue();
    payer(id, "suspend");
    readBack(id);
    assertThat(get(id).text("state")).isEqualTo("past_due");

    Answer ended = post("/v1/subscriptions/" + id + "/cancel", "{}");
    assertThat(ended.status()).as("%s", ended.body()).isEqualTo(200);
    assertThat(ended.text("state")).isEqualTo("ended");
    assertThat(hub.book("paypal"))
        .containsExactly("product 0", "plan 0", "subscribe 0", "unsubscribe 0");
  }

  @Test
  void aSubscriptionThatIsGoneAtItsProviderBeforeItWasApprovedHasFailed() {
    String id = subscribe(plan(product("paypal"), 980), null, "").text("id");
    payer(id, "expire");
    awaitState(id, "failed");
    assertThat(get(id).text("decline_code")).isEqualTo("ended");
  }

  @Test
  void aKeyIsOneAndAnotherBodyUnderItIsRefused() {
    String body = "{\"name\": \"Premium\", \"provider\": \"stripe\"}";
    String key = UUID.randomUUID().toString();
    Answer first = hub.rest().post("/v1/products", key, body).join();
    Answer again = hub.rest().post("/v1/products", key, body).join();
    assertThat(first.status()).isEqualTo(201);
    assertThat(again.status()).isEqualTo(201);
    assertThat(again.body()).isEqualTo(first.body());
    assertThat(hub.book("stripe")).containsExactly("product 0");
    Answer other = hub.rest().post("/v1/products", key, body.replace("Premium", "Basic")).join();
    assertThat(other.status()).isEqualTo(409);
    assertThat(other.text("code")).isEqualTo("idempotency_key_reused");
    assertThat(hub.rest().post("/v1/customers", key, "{}").join().status()).isEqualTo(409);
  }

  @Test
  void theKeyOfAChangeIsOneChange() {
    String product = product("stripe");
    String small = plan(product, 500);
    String large = plan(product, 900);
    String id = subscribe(small, customer(), "").text("id");
    String path = "/v1/subscriptions/" + id + "/change";
    String up = "{\"plan\": \"" + large + "\"}";
    assertThat(hub.rest().post(path, "up-" + id, up).join().text("plan")).isEqualTo(large);
    assertThat(post(path, "{\"plan\": \"" + small + "\"}").text("plan")).isEqualTo(small);
    Answer replayed = hub.rest().post(path, "up-" + id, up).join();
    assertThat(replayed.status()).isEqualTo(200);
    assertThat(replayed.text("plan")).as("not changed again").isEqualTo(small);
    assertThat(
            hub.rest().post(path, "up-" + id, "{\"plan\": \"" + small + "\"}").join().text("code"))
        .isEqualTo("idempotency_key_reused");
    assertThat(hub.book("stripe")).filteredOn("change_plan 0"::equals).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"commit-then-reset", "garbage"})
  void whatIsMadeAndNotAnsweredIsMadeOnce(String how) {
    String product = product("stripe");
    hub.doubles().behave("stripe", how, 1);
    Answer unknown = post("/v1/plans", plan(product));
    assertThat(unknown.status()).as("%s", unknown.body()).isEqualTo(202);
    assertThat(unknown.text("state")).isEqualTo("creating");
    awaitState(unknown.text("id"), "active");
    String customer = customer();
    hub.doubles().behave("stripe", how, 1);
    Answer subscribed = subscribe(unknown.text("id"), customer, "");
    assertThat(subscribed.status()).isEqualTo(202);
    awaitState(subscribed.text("id"), "active");
    assertThat(hub.book("stripe"))
        .containsExactly("product 0", "plan 0", "customer 0", "subscribe 0");
  }

  @Test
  void atPayPalTooWhatIsNotAnsweredIsMadeOnce() {
    String plan = plan(product("paypal"), 980);
    hub.doubles().behave("paypal", "commit-then-reset", 1);
    Answer subscribed = subscribe(plan, null, "");
    assertThat(subscribed.status()).isEqualTo(202);
    awaitState(subscribed.text("id"), "waiting_for_approval");
    assertThat(hub.book("paypal")).containsExactly("product 0", "plan 0", "subscribe 0");
  }

  @Test
  void whenTheProviderIsAwayItIsMadeLater() {
    hub.doubles().behave("stripe", "refuse");
    Answer later = post("/v1/products", "{\"name\": \"Premium\"}");
    assertThat(later.status()).isEqualTo(202);
    hub.doubles().behave("stripe", "approve");
    awaitState(later.text("id"), "active");
    assertThat(hub.book("stripe")).containsExactly("product 0");
  }

  @Test
  void aSetUpFeeIsAPaymentAndIsTakenOnce() {
    Answer subscribed = subscribe(plan(product("stripe"), 980), customer(), fee(500));
    assertThat(subscribed.status()).as("%s", subscribed.body()).isEqualTo(201);
    String id = subscribed.text("id");
    assertThat(events(id)).containsExactly("charging", "creating", "verifying", "active");
    assertThat(hub.book("stripe")).endsWith("charge 500", "subscribe 0");
    assertThat(payment(id)).isEqualTo("approved");

    // The process was lost after each step, before it was written down: the loop goes on with it.
    for (String lost : List.of("charging", "creating", "verifying")) {
      rewind(id, lost);
      awaitState(id, "active");
      assertThat(hub.book("stripe")).as(lost).endsWith("charge 500", "subscribe 0").hasSize(5);
    }
  }

  @Test
  void aFeeThatIsDeclinedMakesNoSubscription() {
    String plan = plan(product("stripe"), 980);
    String customer = customer();
    hub.doubles().behave("stripe", "decline:51", 1);
    Answer declined = subscribe(plan, customer, fee(500));
    assertThat(declined.status()).as("%s", declined.body()).isEqualTo(402);
    assertThat(declined.text("state")).isEqualTo("failed");
    assertThat(declined.text("decline_code")).isEqualTo("51");
    assertThat(hub.book("stripe")).doesNotContain("charge 500", "subscribe 0");
  }

  @Test
  void aProfileThatFailsAfterItsFeeGivesTheFeeBack() {
    String plan = plan(product("stripe"), 980);
    String customer = customer();
    hub.jdbc().update("update recurring set reference = 'cus_gone' where id = ?", customer);
    Answer refused = subscribe(plan, customer, fee(500));
    assertThat(refused.status()).as("%s", refused.body()).isEqualTo(402);
    assertThat(refused.text("state")).isEqualTo("refunded");
    assertThat(refused.text("decline_code")).isEqualTo("invalid_request_error");
    String id = refused.text("id");
    assertThat(events(id)).containsExactly("charging", "creating", "refunding", "refunded");
    assertThat(hub.book("stripe")).endsWith("charge 500", "refund 500");
    assertThat(payment(id)).isEqualTo("refunded");
    assertThat(refused.text("payment")).isEqualTo(column(id, "payment_id"));
    await()
        .atMost(LONG)
        .untilAsserted(() -> assertThat(alarms("subscription_not_created", id)).isEqualTo(1));
  }

  @Test
  void aFeeThatCannotBeGivenBackIsForAPerson() {
    String id = subscribe(plan(product("stripe"), 980), customer(), fee(500)).text("id");
    hub.doubles().behave("stripe", "decline:do_not_honor");
    hub.jdbc()
        .update(
            "update recurring set request = jsonb_set(request, '{customer_reference}',"
                + " '\"cus_gone\"') where id = ?",
            id);
    rewind(id, "creating");
    awaitState(id, "by_hand");
    await()
        .atMost(LONG)
        .untilAsserted(() -> assertThat(alarms("subscription_by_hand", id)).isEqualTo(1));
    assertThat(payment(id)).isEqualTo("approved");
    Ops ops = new Ops(hub.operators());
    assertThat(ops.get("/v1/ops/subscriptions").body().at("/subscriptions/0/id").asText())
        .isEqualTo(id);

    hub.doubles().behave("stripe", "approve");
    Answer settled =
        ops.post(
            "/v1/ops/subscriptions/" + id + "/settle",
            "{\"as\": \"refunded\", \"reason\": \"paid back by transfer\"}");
    assertThat(settled.status()).as("%s", settled.body()).isEqualTo(200);
    assertThat(settled.text("state")).isEqualTo("refunded");
    assertThat(settled.body().path("events").toString()).contains("paid back by transfer");
    assertThat(
            ops.post("/v1/ops/subscriptions/" + id + "/refund", "{\"reason\": \"again\"}").status())
        .isEqualTo(409);
  }

  @Test
  void whoApprovesTooLateIsUnsubscribed() {
    String id = subscribe(plan(product("paypal"), 980), null, "").text("id");
    hub.jdbc()
        .update(
            "update recurring set created_at = created_at - interval '4 hours', due_at = now()"
                + " where id = ?",
            id);
    awaitState(id, "expired");
    payer(id, "approve");
    readBack(id);
    awaitState(id, "ended");
    assertThat(hub.book("paypal")).endsWith("subscribe 0", "unsubscribe 0");
    await()
        .atMost(LONG)
        .untilAsserted(() -> assertThat(alarms("subscription_late", id)).isEqualTo(1));
  }

  @Test
  void whatIsNeverAnsweredIsForAPersonOnceItsKeyMayBeForgotten() {
    hub.doubles().behave("stripe", "refuse");
    String id = post("/v1/products", "{\"name\": \"Premium\"}").text("id");
    hub.jdbc()
        .update(
            "update recurring set created_at = created_at - interval '24 hours', due_at = now()"
                + " where id = ?",
            id);
    awaitState(id, "by_hand");
    assertThat(get("/v1/products/", id).text("code")).isEqualTo("never_answered");
  }

  @Test
  void aProviderThatCannotDoItIsRefusedBeforeAnythingIsSent() {
    Answer customer = post("/v1/customers", "{\"provider\": \"paypal\"}");
    assertThat(customer.status()).isEqualTo(400);
    assertThat(customer.text("code")).isEqualTo("operation_not_supported");
    assertThat(customer.text("detail"))
        .isEqualTo(
            "provider: paypal cannot customer; it can charge, refund, inquiry, prepare, product,"
                + " plan, subscribe, subscription, unsubscribe");
    assertThat(
            post("/v1/products", "{\"name\": \"A\", \"provider\": \"gateway-z\"}").text("detail"))
        .isEqualTo(
            "provider: 'gateway-z' is not asked for this; send one of stripe, paypal, or leave it"
                + " out");
    String product = product("paypal");
    String id = subscribe(plan(product, 980), null, "").text("id");
    payer(id, "approve");
    awaitState(id, "active");
    Answer changed =
        post("/v1/subscriptions/" + id + "/change", "{\"plan\": \"" + plan(product, 1980) + "\"}");
    assertThat(changed.status()).isEqualTo(400);
    assertThat(changed.text("code")).isEqualTo("operation_not_supported");
    assertThat(changed.text("detail"))
        .startsWith("subscription: paypal cannot change_plan; it can");
    assertThat(state(id)).isEqualTo("active");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "plans | {'product': 'prd_0', 'amount': 980, 'currency': 'JPY', 'interval': 'month'} |"
            + " product: there is no such product; make one with POST /v1/products",
        "plans | {'product': 'P', 'amount': 0, 'currency': 'JPY', 'interval': 'month'} |"
            + " amount: must be at least 1",
        "plans | {'product': 'P', 'amount': 980, 'currency': 'CHF', 'interval': 'month'} |"
            + " currency: CHF is not taken by stripe",
        "plans | {'product': 'P', 'amount': 980, 'currency': 'XXZ', 'interval': 'month'} |"
            + " currency: is not an ISO 4217 currency such as JPY",
        "plans | {'product': 'P', 'amount': 980, 'currency': 'JPY', 'interval': 'decade'} |"
            + " interval: must be one of day, week, month, year",
        "plans | {'product': 'P', 'amount': 9, 'currency': 'JPY', 'interval': 'day',"
            + " 'interval_count': 366} | interval_count: must be at most 365",
        "products | {} | name: is missing",
        "customers | {'email': 'nobody'} | email: must match ^[^@ ]+@[^@ ]+$",
        "customers | {'method': {'type': 'card', 'token': '4242424242424242'}} | method.token:",
        "subscriptions | {'plan': 'pln_0'} |"
            + " plan: there is no such plan; make one with POST /v1/plans",
        "subscriptions | {'plan': 'L'} |"
            + " customer: is missing; stripe needs one: POST /v1/customers",
        "subscriptions | {'plan': 'L', 'customer': 'cus_0'} |"
            + " customer: there is no such customer; make one with POST /v1/customers",
        "subscriptions | {'plan': 'L', 'return_url': 'http://a.example'} |"
            + " return_url: must match ^https://[!-~]+$",
        "subscriptions | {'plan': 'L', 'setup_fee': {'amount': 1, 'currency': 'JPY'}} |"
            + " setup_fee.method: is missing"
      })
  void aWrongFieldIsNamedWithItsMend(String what, String body, String text) {
    String product = body.contains("'P'") || body.contains("'L'") ? product("stripe") : "";
    String plan = body.contains("'L'") ? plan(product, 980) : "";
    int before = hub.book("stripe").size();
    Answer refused =
        post(
            "/v1/" + what,
            body.replace("'P'", "'" + product + "'")
                .replace("'L'", "'" + plan + "'")
                .replace('\'', '"'));
    assertThat(refused.status()).as("%s", refused.body()).isEqualTo(400);
    assertThat(refused.text("detail")).startsWith(text);
    assertThat(hub.book("stripe")).hasSize(before);
  }

  @Test
  void whatIsNotTheTenantsIsNotThere() {
    for (String what : List.of("customer", "product", "plan", "subscription")) {
      Answer none = hub.rest().get("/v1/" + what + "s/none_1");
      assertThat(none.status()).isEqualTo(404);
      assertThat(none.text("code")).isEqualTo(what + "_not_found");
    }
    assertThat(hub.bean(Subscriptions.class).readBackNow("stripe", "sub_none").join()).isFalse();
  }

  private String customer() {
    return made(
        post(
            "/v1/customers",
            "{\"email\": \"a@example.com\", \"method\": {\"type\": \"card\", \"token\":"
                + " \"pm_card_visa\"}}"));
  }

  private String product(String provider) {
    return made(
        post("/v1/products", "{\"name\": \"Premium\", \"provider\": \"" + provider + "\"}"));
  }

  private String plan(String product, long amount) {
    return made(post("/v1/plans", plan(product).replace("980", String.valueOf(amount))));
  }

  private static String plan(String product) {
    return "{\"product\": \""
        + product
        + "\", \"amount\": 980, \"currency\": \"JPY\", \"interval\": \"month\"}";
  }

  private static String made(Answer answer) {
    assertThat(answer.status()).as("%s", answer.body()).isEqualTo(201);
    assertThat(answer.text("state")).isEqualTo("active");
    return answer.text("id");
  }

  private Answer subscribe(String plan, @Nullable String customer, String more) {
    String who = customer == null ? "" : ", \"customer\": \"" + customer + "\"";
    return post("/v1/subscriptions", "{\"plan\": \"" + plan + "\"" + who + more + "}");
  }

  private static String fee(long amount) {
    return ", \"setup_fee\": {\"amount\": "
        + amount
        + ", \"currency\": \"JPY\", \"method\": {\"type\": \"card\", \"token\": \"pm_card_visa\","
        + " \"brand\": \"visa\"}}";
  }

  private Answer post(String path, String body) {
    return hub.rest().post(path, UUID.randomUUID().toString(), body).join();
  }

  private Answer get(String subscription) {
    return get("/v1/subscriptions/", subscription);
  }

  private Answer get(String path, String id) {
    return hub.rest().get(path + id);
  }

  private void readBack(String id) {
    boolean known =
        hub.bean(Subscriptions.class)
            .readBackNow(column(id, "provider"), column(id, "reference"))
            .join();
    assertThat(known).isTrue();
  }

  private void steer(String id, String what) {
    post(Doubles.STRIPE, "/steer/" + column(id, "reference") + "/" + what, id);
  }

  private void payer(String id, String what) {
    post(Doubles.PAYPAL, "/payer/" + column(id, "reference") + "/" + what, id);
  }

  private void post(String provider, String path, String id) {
    try {
      HttpResponse<String> answer =
          STEERING.send(
              HttpRequest.newBuilder(hub.doubles().url(provider).resolve(path))
                  .POST(HttpRequest.BodyPublishers.noBody())
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      assertThat(answer.statusCode()).as("%s %s", id, answer.body()).isEqualTo(200);
    } catch (IOException e) {
      throw new IllegalStateException("the double cannot be steered", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** As if the process had been lost in that state. */
  private void rewind(String id, String state) {
    hub.jdbc()
        .update(
            "update recurring set state = ?, tries = 0, due_at = now(),"
                + " reference = case when ? = 'verifying' then reference end where id = ?",
            state,
            state,
            id);
  }

  private void awaitState(String id, String state) {
    await()
        .atMost(LONG)
        .untilAsserted(() -> assertThat(state(id)).as("%s", events(id)).isEqualTo(state));
  }

  private String state(String id) {
    return column(id, "state");
  }

  private String column(String id, String name) {
    return String.valueOf(
        hub.jdbc()
            .queryForObject("select " + name + " from recurring where id = ?", String.class, id));
  }

  private List<String> events(String id) {
    return hub.jdbc()
        .queryForList(
            "select state from recurring_event where item_id = ? order by seq", String.class, id);
  }

  private String payment(String id) {
    return String.valueOf(
        hub.jdbc()
            .queryForObject(
                "select state from payment where id = ?", String.class, column(id, "payment_id")));
  }

  private long alarms(String kind, String id) {
    return Objects.requireNonNull(
        hub.jdbc()
            .queryForObject(
                "select count(*) from alarm where kind = ? and subject = ?", Long.class, kind, id));
  }
}
