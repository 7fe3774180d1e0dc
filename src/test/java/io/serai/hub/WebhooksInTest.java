package io.serai.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.serai.doubles.AppleShape;
import io.serai.doubles.Doubles;
import io.serai.doubles.KeyServer;
import io.serai.doubles.NoticeSigner;
import io.serai.hub.Rest.Answer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
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

/**
 * What providers tell, over real sockets: proved, kept once, applied by asking. By themselves cases
 * and orders would be looked at minutes later, so what happens at once is the notices' doing.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
class WebhooksInTest {

  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final String OLD = "whsec_old_0123456789abcdef";
  private static final String NEW = "whsec_new_0123456789abcdef";
  private static final String WEBHOOK = "8PT597110X687430LKGECATA";
  private static final String AUDIENCE = "https://hub.example/v1/webhooks/google";
  private static final String SENDER = "push@double.invalid";

  private final NoticeSigner signer = new NoticeSigner();
  private KeyServer keys;
  private KeyServer trap;
  private TestHub hub;
  private URI entry;

  @BeforeAll
  void start() {
    keys = new KeyServer();
    trap = new KeyServer();
    Instant now = Instant.now();
    keys.publish("/cert", signer.certificate(now.minusSeconds(60), now.plusSeconds(3600)));
    trap.publish("/cert", signer.certificate(now.minusSeconds(60), now.plusSeconds(3600)));
    keys.publish("/certs", signer.keySet("k1"));
    Map<String, String> settings = new LinkedHashMap<>();
    String sources = "serai.notices.sources.";
    settings.put(sources + "stripe.scheme", "stripe");
    settings.put(sources + "stripe.secret-file", secrets().toString());
    settings.put(sources + "paypal.scheme", "paypal");
    settings.put(sources + "paypal.webhook-id", WEBHOOK);
    settings.put(sources + "apple.scheme", "app_store");
    settings.put(sources + "google.scheme", "google_play");
    settings.put(sources + "google.audience", AUDIENCE);
    settings.put(sources + "google.sender", SENDER);
    settings.put(sources + "google.keys-url", keys.url("/certs"));
    settings.put("serai.notices.key-hosts", keys.host());
    settings.put("serai.notices.allow-http", "true");
    settings.put("serai.providers.stripe.timeout", "1s");
    settings.put("serai.providers.stripe.late-window", "1s");
    settings.put("serai.providers.stripe.bypass-errors", "1000");
    settings.put("serai.resolution.first-pause", "10m");
    settings.put("serai.resolution.longest-pause", "10m");
    settings.put("serai.orders.first-pause", "10m");
    settings.put("serai.orders.longest-pause", "10m");
    hub = TestHub.start(settings);
    entry = hub.rest().hub();
  }

  private static Path secrets() {
    try {
      Path file = Path.of("target", "testkit", "stripe-" + UUID.randomUUID());
      Files.createDirectories(file.toAbsolutePath().getParent());
      return Files.writeString(file, NEW + "\n" + OLD + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @BeforeEach
  void forget() {
    hub.doubles().reset();
  }

  @AfterAll
  void stop() {
    hub.close();
    keys.close();
    trap.close();
  }

  /** What the hub answers: status and body. */
  private String send(String provider, Map<String, String> headers, String body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(entry.resolve("/v1/webhooks/" + provider))
            .header("Content-Type", "application/json; charset=utf-8")
            .timeout(LONG)
            .POST(HttpRequest.BodyPublishers.ofString(body));
    headers.forEach(request::header);
    return sent(request);
  }

  private static String sent(HttpRequest.Builder request) {
    try {
      HttpResponse<String> answer =
          CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
      return answer.statusCode() + " " + answer.body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private String stripe(String body) {
    return send(
        "stripe", Map.of("Stripe-Signature", NoticeSigner.stripe(NEW, Instant.now(), body)), body);
  }

  private static String event(String id, String type, String object) {
    return "{\"id\": \"%s\", \"object\": \"event\", \"created\": %d, \"type\": \"%s\", \"data\": {\"object\": %s}}"
        .formatted(id, Instant.now().getEpochSecond(), type, object);
  }

  private static String intent(String payment) {
    return """
        {"id": "pi_%s", "object": "payment_intent", "metadata": {"serai_payment": "%s",
         "serai_key": "%s.1"}, "receipt_email": "kim@shop.example"}
        """
        .formatted(payment.substring(4), payment, payment);
  }

  private String payPal(String certificate, String body) {
    return send(
        "paypal",
        signer.payPal(WEBHOOK, certificate, UUID.randomUUID().toString(), Instant.now(), body),
        body);
  }

  private static void taken(String answer) {
    assertThat(answer)
        .startsWith("200 ")
        .contains("\"received\":true")
        .contains("\"duplicate\":false");
  }

  private static void again(String answer) {
    assertThat(answer).startsWith("200 ").contains("\"duplicate\":true");
  }

  private static String fresh() {
    return UUID.randomUUID().toString();
  }

  private void awaitResult(String event, String wanted) {
    await()
        .atMost(LONG)
        .untilAsserted(
            () ->
                assertThat(
                        hub.jdbc()
                            .queryForList(
                                "select state || ' ' || coalesce(result, '-') from provider_notice"
                                    + " where event_id = ?",
                                String.class,
                                event))
                    .containsExactly(wanted));
  }

  private Answer charge() {
    return hub.rest()
        .charge(
            fresh(),
            """
            {"amount": 1000, "currency": "JPY", "reference": "order-1", "provider": "stripe",
             "method": {"type": "card", "token": "pm_card_visa", "brand": "visa"}}
            """);
  }

  private String state(String payment) {
    return hub.rest().get("/v1/charges/" + payment).text("state");
  }

  private long alarms(String kind, String subject) {
    return new Ops(hub.operators())
        .alarms().stream().filter((kind + " " + subject)::equals).count();
  }

  private double counted(String provider, String result) {
    Counter counter =
        hub.bean(MeterRegistry.class)
            .find("serai.notices")
            .tags("provider", provider, "result", result)
            .counter();
    return counter == null ? 0 : counter.count();
  }

  @Test
  void anUnknownChargeIsAskedAboutAtOnceWhenStripeTells() {
    hub.doubles().behave(Doubles.STRIPE, "delay:600000");
    Answer unknown = charge();
    assertThat(unknown.status()).as("%s", unknown.body()).isEqualTo(202);
    String payment = unknown.text("id");
    // Its case was tried once, and its next turn is far away.
    await()
        .atMost(LONG)
        .until(
            () ->
                hub.jdbc()
                    .queryForList(
                        "select tries from follow_up where payment_id = ?", Integer.class, payment)
                    .equals(List.of(1)));
    hub.doubles().behave(Doubles.STRIPE, "approve");
    assertThat(state(payment)).isEqualTo("unknown");

    String id = "evt_" + fresh();
    String body = event(id, "payment_intent.succeeded", intent(payment));
    taken(stripe(body));
    await().atMost(LONG).until(() -> state(payment).equals("approved"));
    awaitResult(id, "applied case_due");
    again(stripe(body));
    again(
        send(
            "stripe",
            Map.of("Stripe-Signature", NoticeSigner.stripe(OLD, Instant.now(), body)),
            body));
    assertThat(hub.book("stripe")).containsExactly("charge 1000");

    // Another event of it says nothing new, and its dispute has only Stripe's own name of it.
    String second = "evt_" + fresh();
    taken(stripe(event(second, "payment_intent.succeeded", intent(payment))));
    awaitResult(second, "applied agrees");
    String dispute = "evt_" + fresh();
    taken(
        stripe(
            event(
                dispute,
                "charge.dispute.created",
                "{\"id\": \"dp_1\", \"object\": \"dispute\", \"payment_intent\": \"pi_"
                    + payment.substring(4)
                    + "\"}")));
    awaitResult(dispute, "applied alarm");
    assertThat(alarms("dispute_opened", payment)).isEqualTo(1);
  }

  @Test
  void aChargeThatWaitsForThePayerIsAskedAboutWhenStripeTells() {
    String payment = charge().text("id");
    hub.jdbc()
        .update(
            "update payment set state = 'pending',"
                + " data = jsonb_set(data::jsonb, '{state}', '\"pending\"')::text where id = ?",
            payment);
    assertThat(state(payment)).isEqualTo("pending");
    String id = "evt_" + fresh();
    taken(stripe(event(id, "payment_intent.succeeded", intent(payment))));
    awaitResult(id, "applied case_due");
    await().atMost(LONG).until(() -> state(payment).equals("approved"));
    assertThat(hub.openFollowUps()).isZero();
  }

  @Test
  void whatIsFinalStaysAndAContradictionIsAnAlarm() {
    hub.doubles().behave(Doubles.STRIPE, "decline:51", 1);
    Answer declined = charge();
    assertThat(declined.status()).isEqualTo(402);
    String payment = declined.text("id");
    for (int i = 0; i < 2; i++) {
      String id = "evt_" + fresh();
      taken(stripe(event(id, "payment_intent.succeeded", intent(payment))));
      awaitResult(id, "applied contradicts");
    }
    assertThat(state(payment)).isEqualTo("declined");
    assertThat(alarms("notice_contradicts", payment)).isEqualTo(1);
    assertThat(
            hub.jdbc()
                .queryForList(
                    "select event from journal where payment_id = ? order by seq",
                    String.class,
                    payment))
        .containsOnlyOnce("late-answer");

    String approved = charge().text("id");
    String canceled = "evt_" + fresh();
    taken(stripe(event(canceled, "payment_intent.canceled", intent(approved))));
    awaitResult(canceled, "applied contradicts");
    String failed = "evt_" + fresh();
    taken(stripe(event(failed, "payment_intent.payment_failed", intent(approved))));
    awaitResult(failed, "applied agrees");
    String refunded = "evt_" + fresh();
    taken(
        stripe(
            event(
                refunded,
                "charge.refunded",
                """
                {"id": "ch_1", "object": "charge", "amount_refunded": 400,
                 "payment_intent": "pi_x", "metadata": {"serai_key": "%s.1"}}
                """
                    .formatted(approved))));
    awaitResult(refunded, "applied refunded_elsewhere");
    assertThat(alarms("refunded_elsewhere", approved)).isEqualTo(1);
    assertThat(state(approved)).isEqualTo("approved");
  }

  @Test
  void whatNobodyKnowsIsKeptCountedAndNoErrorToTheSender() {
    double before = counted("stripe", "accepted");
    String id = "evt_" + fresh();
    taken(stripe(event(id, "payout.paid", "{\"customer_email\": \"kim@shop.example\"}")));
    awaitResult(id, "kept unknown_kind");
    String nobodys = "evt_" + fresh();
    taken(stripe(event(nobodys, "payment_intent.succeeded", intent("pay_nobodys"))));
    awaitResult(nobodys, "kept no_payment");
    assertThat(counted("stripe", "accepted")).isEqualTo(before + 2);
    Ops ops = new Ops(hub.operators());
    var kept = ops.get("/v1/ops/notices?limit=1000").body();
    assertThat(kept.toString()).contains(id).contains("payout.paid").doesNotContain("kim@shop");
    String notice =
        hub.jdbc()
            .queryForObject("select id from provider_notice where event_id = ?", String.class, id);
    assertThat(
            ops.post("/v1/ops/notices/" + notice + "/replay", "{\"reason\": \"a try\"}").status())
        .isEqualTo(200);
    awaitResult(id, "kept unknown_kind");
    byte[] sealed =
        hub.jdbc()
            .queryForObject(
                "select sealed from provider_notice where event_id = ?", byte[].class, id);
    assertThat(new String(sealed, StandardCharsets.ISO_8859_1))
        .doesNotContain("kim@shop")
        .doesNotContain("customer_email");
  }

  @Test
  void aSignatureThatIsNotTheProvidersIsRefusedWithoutAHint() {
    String body = event("evt_" + fresh(), "invoice.paid", "{}");
    String good = NoticeSigner.stripe(NEW, Instant.now(), body);
    String refused =
        "\"detail\":\"the signature is missing, is not the provider's, or its time has passed;"
            + " nothing was taken\"";
    List<String> answers =
        List.of(
            send("stripe", Map.of(), body),
            send("stripe", Map.of("Stripe-Signature", good), body + " "),
            send(
                "stripe",
                Map.of(
                    "Stripe-Signature",
                    NoticeSigner.stripe(NEW, Instant.now().minusSeconds(301), body)),
                body),
            sent(
                HttpRequest.newBuilder(entry.resolve("/v1/webhooks/stripe"))
                    .header("Stripe-Signature", good)
                    .header("Stripe-Signature", good)
                    .POST(HttpRequest.BodyPublishers.ofString(body))),
            send("apple", Map.of(), "{\"signedPayload\": \"x\"}"),
            send("google", Map.of("Authorization", "Bearer " + hub.rest().apiKey()), "{}"),
            send("paypal", Map.of(), "{}"));
    assertThat(answers)
        .allMatch(answer -> answer.startsWith("401 "))
        .allMatch(answer -> answer.contains("\"code\":\"signature_refused\""))
        .allMatch(answer -> answer.contains(refused));
    assertThat(counted("stripe", "signature_refused")).isGreaterThanOrEqualTo(4);
    assertThat(send("van-a", Map.of(), "{}"))
        .startsWith("404 ")
        .contains("no webhooks are taken here under that name");
    assertThat(send("stripe", Map.of(), "x".repeat(300_000))).startsWith("413 ");
    assertThat(send("stripe", Map.of(), "x".repeat(200_000))).startsWith("401 ");
  }

  @Test
  void payPalTellsThatThePayerHasApprovedAndTheOrderGoesOnAtOnce() {
    Answer created =
        hub.rest()
            .post(
                "/order/create",
                fresh(),
                """
                {"cluster_name": "my-cluster", "user_id": "0b6f7a52-3f0e-4c56-9a4e-2f3c8f1f7d11",
                 "has_monitoring": true, "has_alerting": false, "images_storage": 20,
                 "monitoring_storage": 10, "currency": "USD"}
                """)
            .join();
    assertThat(created.status()).as("%s", created.body()).isEqualTo(201);
    String order = created.text("order_id");
    String reference = order(order, "reference");
    assertThat(
            sent(
                HttpRequest.newBuilder(
                        hub.doubles()
                            .url(Doubles.PAYPAL)
                            .resolve("/payer/" + reference + "/approve"))
                    .POST(HttpRequest.BodyPublishers.noBody())))
        .startsWith("200");
    String id = "WH-" + fresh();
    String body =
        """
        {"id": "%s", "event_type": "CHECKOUT.ORDER.APPROVED", "create_time": "%s",
         "resource": {"id": "%s", "status": "APPROVED"}}
        """
            .formatted(id, Instant.now(), reference);

    assertThat(payPal(trap.url("/cert"), body)).startsWith("401 ").contains("signature_refused");
    assertThat(trap.asked()).as("the host is not on the list").isZero();
    assertThat(order(order, "state")).isEqualTo("waiting_for_approval");

    taken(payPal(keys.url("/cert"), body));
    awaitResult(id, "applied order_due");
    await().atMost(LONG).until(() -> order(order, "state").equals("ordered"));
    assertThat(hub.book("paypal")).hasSize(1);

    String capture = "WH-" + fresh();
    taken(
        payPal(
            keys.url("/cert"),
            """
            {"id": "%s", "event_type": "PAYMENT.CAPTURE.COMPLETED", "create_time": "%s",
             "resource": {"id": "CAP-1", "custom_id": "%s",
              "supplementary_data": {"related_ids": {"order_id": "%s"}}}}
            """
                .formatted(capture, Instant.now(), order, reference)));
    awaitResult(capture, "applied agrees");
    assertThat(
            hub.jdbc()
                .queryForObject(
                    "select subject from provider_notice where event_id = ?",
                    String.class,
                    capture))
        .isEqualTo(order(order, "payment_id"));
    // A refund names the capture alone, which the notice before has made known.
    String refund = "WH-" + fresh();
    taken(
        payPal(
            keys.url("/cert"),
            """
            {"id": "%s", "event_type": "PAYMENT.CAPTURE.REFUNDED", "create_time": "%s",
             "resource": {"id": "REF-1", "seller_payable_breakdown":
              {"total_refunded_amount": {"currency_code": "USD", "value": "1.25"}},
              "links": [{"rel": "up", "href": "https://api.paypal.com/v2/payments/captures/CAP-1"}]}}
            """
                .formatted(refund, Instant.now())));
    awaitResult(refund, "applied refunded_elsewhere");
    assertThat(alarms("refunded_elsewhere", order(order, "payment_id"))).isEqualTo(1);
  }

  private String order(String id, String column) {
    return String.valueOf(
        hub.jdbc()
            .queryForObject(
                "select " + column + " from shop_order where id = ?", String.class, id));
  }

  @Test
  void whatAppleTookBackEnds() {
    String transaction = "2%015d".formatted(System.nanoTime() % 1_000_000_000_000L);
    Answer granted =
        hub.rest()
            .post(
                "/v1/receipts/apple",
                fresh(),
                """
                {"user": "user-1", "product": "premium_monthly", "transaction_id": "%s"}
                """
                    .formatted(transaction))
            .join();
    assertThat(granted.status()).as("%s", granted.body()).isEqualTo(201);
    var chain = hub.doubles().apple().chain();
    Map<String, Object> claims = AppleShape.transaction(transaction, "premium_monthly");

    String renewed = fresh();
    taken(send("apple", Map.of(), NoticeSigner.appStore(chain, renewed, "DID_RENEW", claims)));
    awaitResult(renewed, "applied holds");

    claims.put("revocationDate", Instant.now().toEpochMilli());
    hub.doubles()
        .apple()
        .purchases()
        .put(transaction, 200, Map.of("signedTransactionInfo", chain.sign(claims)));
    String refund = fresh();
    String body = NoticeSigner.appStore(chain, refund, "REFUND", claims);
    taken(send("apple", Map.of(), body));
    awaitResult(refund, "applied ended");
    again(send("apple", Map.of(), body));
    assertThat(hub.rest().get("/v1/receipts/" + granted.text("id")).text("state"))
        .isEqualTo("ended");
    assertThat(entries(granted))
        .containsExactly("started under_way", "concluded 0", "checked 0", "ended revoked");

    String test = fresh();
    taken(send("apple", Map.of(), NoticeSigner.appStore(chain, test, "TEST", claims)));
    awaitResult(test, "kept unknown_kind");
  }

  private List<String> entries(Answer receipt) {
    return hub.jdbc()
        .queryForList(
            "select event || ' ' || code from receipt_entry where receipt_id = ? order by seq",
            String.class,
            receipt.text("id"));
  }

  @Test
  void googleOnlySaysLookAndWhatIsOverEnds() {
    String token = "sub-active-" + fresh();
    Answer granted =
        hub.rest()
            .post(
                "/v1/receipts/google",
                fresh(),
                """
                {"user": "user-1", "kind": "subscription", "product": "premium_monthly",
                 "token": "%s"}
                """
                    .formatted(token))
            .join();
    assertThat(granted.status()).as("%s", granted.body()).isEqualTo(201);

    String renewed = fresh();
    taken(google(renewed, 2, token));
    awaitResult(renewed, "applied holds");
    hub.doubles().behave(Doubles.GOOGLE, "unavailable", 1);
    String silent = fresh();
    taken(google(silent, 2, token));
    awaitResult(silent, "applied holds"); // asked again
    hub.doubles().behave(Doubles.GOOGLE, "decline:expired", 1);
    String over = fresh();
    taken(google(over, 13, token));
    awaitResult(over, "applied ended");
    assertThat(hub.rest().get("/v1/receipts/" + granted.text("id")).text("state"))
        .isEqualTo("ended");
    assertThat(entries(granted)).contains("checked active").endsWith("ended expired");

    String unknown = fresh();
    taken(google(unknown, 13, "sub-active-nobodys"));
    awaitResult(unknown, "kept no_receipt");
  }

  private String google(String message, int type, String token) {
    return send(
        "google",
        Map.of(
            "Authorization",
            "Bearer " + signer.google("k1", AUDIENCE, SENDER, Instant.now().minusSeconds(1))),
        NoticeSigner.push(
            message,
            Map.of(
                "version",
                "1.0",
                "packageName",
                "io.serai.sandbox",
                "eventTimeMillis",
                String.valueOf(Instant.now().toEpochMilli()),
                "subscriptionNotification",
                Map.of("version", "1.0", "notificationType", type, "purchaseToken", token))));
  }
}
