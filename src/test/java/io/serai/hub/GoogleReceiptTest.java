package io.serai.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.doubles.Doubles;
import io.serai.doubles.GooglePlayShape;
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
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/**
 * Purchases in Google Play, over real sockets: what was bought once, subscriptions in each of their
 * states, order ids of any form (S1.44 to S1.47, S1.52, S1.87, S1.90).
 */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
class GoogleReceiptTest {

  private static final String PATH = "/v1/receipts/google";

  private TestHub hub;

  @BeforeAll
  void start() {
    hub =
        TestHub.start(
            Map.of(
                "serai.providers.google.timeout", "5s",
                "serai.providers.google.oauth-timeout-millis", "500"));
  }

  @BeforeEach
  void forget() {
    hub.doubles().reset();
  }

  @AfterAll
  void stop() {
    hub.close();
  }

  private static String key() {
    return UUID.randomUUID().toString();
  }

  private CompletableFuture<Rest.Answer> asking(
      String key, String user, String kind, String token) {
    String product = kind.equals("product") ? "coins_100" : "premium_monthly";
    return hub.rest()
        .post(
            PATH,
            key,
            """
            {"user": "%s", "kind": "%s", "product": "%s", "token": "%s"}
            """
                .formatted(user, kind, product, token));
  }

  private Rest.Answer ask(String kind, String token) {
    return asking(key(), "user-1", kind, token).join();
  }

  private static void granted(Rest.Answer answer) {
    assertThat(answer.status()).as("%s", answer.body()).isEqualTo(201);
    assertThat(answer.text("state")).isEqualTo("verified");
  }

  private void refused(Rest.Answer answer, int status, String code, String why) {
    assertThat(answer.status()).as("%s", answer.body()).isEqualTo(status);
    assertThat(answer.text("code")).isEqualTo(code);
    assertThat(answer.text("decline_code")).isEqualTo(why);
    Long used =
        hub.jdbc()
            .queryForObject(
                "select count(*) from receipt_transaction where receipt_id = ?",
                Long.class,
                answer.text("id"));
    assertThat(used).as("nothing is granted").isZero();
  }

  private void unknown(Rest.Answer answer) {
    assertThat(answer.status()).as("%s", answer.body()).isEqualTo(503);
    assertThat(answer.text("code")).isEqualTo("receipt_unknown");
  }

  @Test
  void whatWasBoughtOnceIsVerifiedWithItsOrderIdAndAcknowledgement() {
    String token = "coins-purchased-" + key();
    Rest.Answer answer = ask("product", token);
    granted(answer);
    assertThat(answer.text("order_id")).isEqualTo(GooglePlayShape.order(token));
    assertThat(answer.text("transaction_id")).isEqualTo(GooglePlayShape.order(token));
    assertThat(answer.body().path("acknowledged").asBoolean(true)).isFalse();
    assertThat(answer.text("store_state")).isEqualTo("purchased");
    assertThat(answer.text("environment")).isEqualTo("production");
    assertThat(answer.body().has("expires")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"active", "in_grace_period", "canceled"})
  void aSubscriptionThatIsPaidForIsGrantedWithThePlatformsOwnExpiry(String state) {
    Rest.Answer answer = ask("subscription", "sub-" + state + "-" + key());
    granted(answer);
    assertThat(answer.text("store_state")).isEqualTo(state);
    assertThat(Instant.parse(answer.text("expires")))
        .isEqualTo(Instant.parse(answer.text("expires_at")))
        .isAfter(Instant.now());
    assertThat(answer.body().path("acknowledged").asBoolean()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"paused", "on_hold", "expired", "pending_purchase_canceled"})
  void aSubscriptionThatIsNotPaidForIsRefusedByItsState(String state) {
    refused(ask("subscription", "sub-" + state + "-" + key()), 402, "receipt_refused", state);
  }

  @Test
  void aCanceledSubscriptionThatIsOverIsExpired() {
    String token = key();
    hub.doubles()
        .google()
        .purchases()
        .put(token, 200, subscription("CANCELED", "GPA.1", Instant.now().minusSeconds(1)));
    refused(ask("subscription", token), 402, "receipt_refused", "expired");
  }

  private static Map<String, Object> subscription(String state, String order, Instant end) {
    return Map.of(
        "subscriptionState",
        "SUBSCRIPTION_STATE_" + state,
        "latestOrderId",
        order,
        "lineItems",
        List.of(Map.of("productId", "premium_monthly", "expiryTime", end.toString())));
  }

  @ParameterizedTest
  @CsvSource({"product, coins-pending-", "subscription, sub-pending-"})
  void whatHasYetToBePaidIsPendingAndTheSameKeyAsksAgain(String kind, String token) {
    String key = key();
    Rest.Answer pending = asking(key, "user-1", kind, token + key).join();
    assertThat(pending.status()).isEqualTo(202);
    assertThat(pending.text("state")).isEqualTo("pending");
    Object paid =
        kind.equals("product")
            ? Map.of("purchaseState", 0, "orderId", "GPA." + key)
            : subscription("ACTIVE", "GPA." + key, Instant.now().plusSeconds(600));
    hub.doubles().google().purchases().put(token + key, 200, paid);
    Rest.Answer now = asking(key, "user-1", kind, token + key).join();
    granted(now);
    assertThat(now.text("id")).isEqualTo(pending.text("id"));
  }

  @Test
  void aStateThatNobodyKnowsIsUnknown() {
    unknown(ask("subscription", "sub-unspecified-" + key()));
    unknown(ask("subscription", "sub-something_new-" + key()));
    String token = key();
    hub.doubles().google().purchases().put(token, 200, Map.of("purchaseState", 7));
    unknown(ask("product", token));
  }

  @ParameterizedTest
  @CsvSource({
    "12999763169054705758.1371079406387615",
    "GPA.1234-5678-9012-34567",
    "GPA.3344-5566..4",
    "anything"
  })
  void orderIdsOfAnyFormGoThroughAsTheyAre(String order) {
    String token = key();
    hub.doubles()
        .google()
        .purchases()
        .put(token, 200, Map.of("purchaseState", 0, "orderId", order));
    Rest.Answer answer =
        hub.rest()
            .post(
                PATH,
                key(),
                "{\"user\": \"u\", \"kind\": \"product\", \"product\": \"coins_100\","
                    + " \"token\": \"%s\", \"order_id\": \"%s\"}".formatted(token, order))
            .join();
    granted(answer);
    assertThat(answer.text("order_id")).isEqualTo(order);
  }

  @Test
  void aTestersPurchaseHasNoOrderIdAndCountsOnceAllTheSame() {
    String token = "sub-active-test-" + key();
    Map<String, Object> first = tester(Instant.now().plusSeconds(60));
    hub.doubles().google().purchases().put(token, 200, first);
    Rest.Answer answer = ask("subscription", token);
    granted(answer);
    assertThat(answer.body().has("order_id")).isFalse();
    assertThat(answer.text("environment")).isEqualTo("sandbox");
    assertThat(answer.text("transaction_id")).startsWith("token-").doesNotContain(token);
    refused(ask("subscription", token), 409, "receipt_used", "used_by_same_user");
    // The next period of a tester's month, which is a day.
    hub.doubles().google().purchases().put(token, 200, tester(Instant.now().plusSeconds(120)));
    granted(ask("subscription", token));
    granted(ask("product", "coins-purchased-test-" + key()));
  }

  private static Map<String, Object> tester(Instant end) {
    return Map.of(
        "subscriptionState",
        "SUBSCRIPTION_STATE_ACTIVE",
        "testPurchase",
        Map.of(),
        "lineItems",
        List.of(Map.of("productId", "premium_monthly", "expiryTime", end.toString())));
  }

  @Test
  void eachRenewalOfASubscriptionCountsOnce() {
    String token = key();
    Instant end = Instant.now().plusSeconds(600);
    hub.doubles().google().purchases().put(token, 200, subscription("ACTIVE", "GPA." + token, end));
    granted(ask("subscription", token));
    refused(ask("subscription", token), 409, "receipt_used", "used_by_same_user");
    refused(
        asking(key(), "user-2", "subscription", token).join(),
        409,
        "receipt_used",
        "used_by_another_user");
    hub.doubles()
        .google()
        .purchases()
        .put(token, 200, subscription("ACTIVE", "GPA." + token + "..0", end));
    granted(ask("subscription", token));
  }

  @Test
  void aForgedTokenIs400AndOthersAreRefused() {
    refused(ask("product", "forged-" + key()), 400, "receipt_forged", "forged");
    refused(ask("subscription", "gone-" + key()), 402, "receipt_refused", "gone");
    refused(ask("product", "nobody-" + key()), 402, "receipt_refused", "not_found");
    refused(ask("product", "coins-canceled-" + key()), 402, "receipt_refused", "canceled");
  }

  @ParameterizedTest
  @CsvSource({"400", "410"})
  void aKnownPurchaseThatGoogleDisownsEndsTheSubscription(String status) {
    String token = "sub-active-" + key();
    String first = key();
    Rest.Answer granted = asking(first, "user-1", "subscription", token).join();
    granted(granted);
    hub.doubles().behave(Doubles.GOOGLE, "decline:" + status, 1);
    Rest.Answer ended = ask("subscription", token);
    refused(ended, 402, "receipt_ended", "ended");
    assertThat(hub.rest().get("/v1/receipts/" + granted.text("id")).text("state"))
        .isEqualTo("ended");
    assertThat(
            hub.jdbc()
                .queryForList(
                    "select event from receipt_entry where receipt_id = ? order by seq",
                    String.class,
                    granted.text("id")))
        .containsExactly("started", "concluded", "ended");
    Rest.Answer replay = asking(first, "user-1", "subscription", token).join();
    assertThat(replay.text("code")).isEqualTo("receipt_ended");
  }

  @ParameterizedTest
  @CsvSource({"403", "429", "500"})
  void whatSaysNothingOfThePurchaseIsUnknownAndTheSameKeyAsksAgain(String status) {
    String key = key();
    String token = "sub-active-" + key;
    hub.doubles().behave(Doubles.GOOGLE, "decline:" + status, 1);
    unknown(asking(key, "user-1", "subscription", token).join());
    granted(asking(key, "user-1", "subscription", token).join());
  }

  @ParameterizedTest
  @CsvSource({"hang", "garbage", "commit-then-reset", "unavailable", "refuse"})
  void silenceIsNeverANo(String behaviour) {
    String key = key();
    String token = "sub-active-" + key;
    hub.doubles().behave(Doubles.GOOGLE, behaviour);
    unknown(asking(key, "user-1", "subscription", token).join());
    hub.doubles().behave(Doubles.GOOGLE, "approve");
    granted(asking(key, "user-1", "subscription", token).join());
  }

  @Test
  void theTokenIsFetchedOnceForManyAndAgainOnceItIsRefused() {
    hub.doubles().google().revokeTokens();
    unknownOrGranted(ask("product", "coins-purchased-" + key()));
    int before = hub.doubles().google().granted();
    List<CompletableFuture<Rest.Answer>> many = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      many.add(asking(key(), "user-1", "product", "coins-purchased-" + key()));
    }
    many.forEach(one -> granted(one.join()));
    assertThat(hub.doubles().google().granted() - before).isLessThanOrEqualTo(1);
    hub.doubles().google().revokeTokens();
    String key = key();
    unknown(asking(key, "user-1", "product", "coins-purchased-" + key).join());
    granted(asking(key, "user-1", "product", "coins-purchased-" + key).join());
  }

  @Test
  void aTokenThatDoesNotComeKeepsNobodyWaitingForLong() {
    hub.doubles().google().revokeTokens();
    unknownOrGranted(ask("product", "coins-purchased-" + key()));
    hub.doubles().behave(Doubles.GOOGLE, "hang");
    List<CompletableFuture<Rest.Answer>> many = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      many.add(asking(key(), "user-1", "product", "coins-purchased-" + key()));
    }
    many.forEach(one -> unknown(one.join()));
    hub.doubles().behave(Doubles.GOOGLE, "approve");
    granted(ask("product", "coins-purchased-" + key()));
  }

  private static void unknownOrGranted(Rest.Answer answer) {
    assertThat(answer.status()).isIn(201, 503);
  }

  @Test
  void aTokenOfGooglesIsKeptNowhere() {
    String token = "coins-purchased-" + key();
    granted(ask("product", token));
    assertThat(
            hub.jdbc()
                .queryForList(
                    "select r::text || e::text from receipt r"
                        + " join receipt_entry e on e.receipt_id = r.id",
                    String.class)
                .toString())
        .doesNotContain(token);
  }

  @Test
  @ExtendWith(OutputCaptureExtension.class)
  void aTokenIsNeverLoggedWhateverBecomesOfIt(CapturedOutput output) {
    String secret = "c2VjcmV0T2ZTb21lYm9keQ";
    for (String behaviour : List.of("approve", "hang", "garbage", "refuse", "decline:400")) {
      hub.doubles().behave(Doubles.GOOGLE, behaviour);
      ask("subscription", "sub-active-" + secret + behaviour.length());
      ask("product", secret + "/../x?y");
    }
    assertThat(output.getAll())
        .contains("verify of")
        .doesNotContain(secret)
        .doesNotContain("ya29.");
  }

  @Test
  void badInputIsNamedFieldByField() {
    field("{\"kind\": \"product\", \"product\": \"a\", \"token\": \"t\"}", "user: is missing");
    field("{\"user\": \"u\", \"product\": \"a\", \"token\": \"t\"}", "kind: is missing");
    field("{\"user\": \"u\", \"kind\": \"product\", \"product\": \"a\"}", "token: is missing");
    field("{\"user\": \"u\", \"kind\": \"product\", \"token\": \"t\"}", "product: is missing");
    field(
        "{\"user\": \"u\", \"kind\": \"gift\", \"product\": \"a\", \"token\": \"t\"}",
        "kind: must match ^(product|subscription)$");
    field(
        "{\"user\": \"u\", \"kind\": \"product\", \"product\": \"a\", \"token\": \"t t\"}",
        "token: must match ^[!-~]{1,2048}$");
    field(
        "{\"user\": \"u\", \"kind\": \"product\", \"product\": \"a\", \"token\": \"t\","
            + " \"order_id\": \"\\u0007\"}",
        "order_id: must match ^[^\\p{Cntrl}]{0,255}$");
    assertThat(hub.book(Doubles.GOOGLE)).isEmpty();
  }

  private void field(String json, String expected) {
    Rest.Answer answer = hub.rest().post(PATH, key(), json).join();
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.text("code")).isEqualTo("invalid_field");
    assertThat(
            answer.body().at("/errors/0/field").asText()
                + ": "
                + answer.body().at("/errors/0/message").asText())
        .isEqualTo(expected);
  }
}
