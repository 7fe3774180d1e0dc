package io.serai.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.doubles.AppleShape;
import io.serai.doubles.Doubles;
import io.serai.doubles.SigningChain;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
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
 * Purchases in Apple's App Store, over real sockets: each form in which an app has one, each answer
 * of Apple, each check of ours (S1.36 to S1.41, S1.43, S1.48, S1.87, S1.90).
 */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
class AppleReceiptTest {

  private static final String PATH = "/v1/receipts/apple";
  private static final String MONTHLY = "premium_monthly";

  private TestHub hub;
  private int numbers;

  @BeforeAll
  void start() {
    hub = TestHub.start(Map.of("serai.providers.apple.timeout", "5s"));
  }

  @BeforeEach
  void forget() {
    hub.doubles().reset();
  }

  @AfterAll
  void stop() {
    hub.close();
  }

  private Rest.Answer ask(String key, String user, String product, String form, String value) {
    return hub.rest()
        .post(
            PATH,
            key,
            """
            {"user": "%s", "product": "%s", "%s": "%s"}
            """
                .formatted(user, product, form, value))
        .join();
  }

  private Rest.Answer ask(String form, String value) {
    return ask(UUID.randomUUID().toString(), "user-1", MONTHLY, form, value);
  }

  /** Of the kind that the double knows, and so long that it could be a card's number. */
  private String fresh() {
    return "2%015d".formatted(++numbers);
  }

  private Rest.Answer signed(Map<String, Object> claims) {
    return ask("signed_transaction", hub.doubles().apple().chain().sign(claims));
  }

  private Map<String, Object> claims() {
    return AppleShape.transaction(fresh(), MONTHLY);
  }

  private static void granted(Rest.Answer answer) {
    assertThat(answer.status()).as("%s", answer.body()).isEqualTo(201);
    assertThat(answer.text("state")).isEqualTo("verified");
  }

  private void refused(Rest.Answer answer, int status, String code, String why) {
    assertThat(answer.status()).as("%s", answer.body()).isEqualTo(status);
    assertThat(answer.text("code")).isEqualTo(code);
    assertThat(answer.text("decline_code")).isEqualTo(why);
    assertThat(used(answer.text("id"))).as("nothing is granted").isZero();
  }

  private long used(String receipt) {
    return hub.jdbc()
        .queryForObject(
            "select count(*) from receipt_transaction where receipt_id = ?", Long.class, receipt);
  }

  private List<String> entries(String receipt) {
    return hub.jdbc()
        .queryForList(
            "select event || ' ' || state || ' ' || code from receipt_entry"
                + " where receipt_id = ? order by seq",
            String.class,
            receipt);
  }

  @Test
  void aTransactionIdIsAskedAboutAndAnsweredWithThePlatformsOwnExpiry() {
    String id = fresh();
    Map<String, Object> claims = AppleShape.transaction(id, MONTHLY);
    hub.doubles()
        .apple()
        .purchases()
        .put(id, 200, Map.of("signedTransactionInfo", chain().sign(claims)));
    Rest.Answer answer = ask("transaction_id", id);
    granted(answer);
    assertThat(answer.text("transaction_id")).isEqualTo(id);
    assertThat(answer.text("environment")).isEqualTo("sandbox");
    assertThat(answer.text("expires")).isEqualTo(String.valueOf(claims.get("expiresDate")));
    assertThat(Instant.parse(answer.text("expires_at")).toEpochMilli())
        .isEqualTo(claims.get("expiresDate"));
    assertThat(entries(answer.text("id")))
        .containsExactly("started unknown under_way", "concluded verified 0");
    assertThat(hub.rest().get("/v1/receipts/" + answer.text("id")).text("state"))
        .isEqualTo("verified");
  }

  private SigningChain chain() {
    return hub.doubles().apple().chain();
  }

  @Test
  void aSignedTransactionIsBelievedWithoutAskingAnybody() {
    hub.doubles().behave(Doubles.APPLE, "hang");
    granted(signed(claims()));
    assertThat(hub.book(Doubles.APPLE)).isEmpty();
  }

  @Test
  void aConsumableHasNoExpiry() {
    Rest.Answer answer =
        ask(UUID.randomUUID().toString(), "user-1", "coins_100", "transaction_id", "1" + fresh());
    granted(answer);
    assertThat(answer.body().has("expires")).isFalse();
  }

  @Test
  void theSameKeyIsAnsweredTheSameAndAppleIsNotAskedAgain() {
    String key = UUID.randomUUID().toString();
    String id = fresh();
    Rest.Answer first = ask(key, "user-1", MONTHLY, "transaction_id", id);
    Rest.Answer again = ask(key, "user-1", MONTHLY, "transaction_id", id);
    assertThat(again).isEqualTo(first);
    assertThat(hub.book(Doubles.APPLE)).hasSize(1);
    Rest.Answer other = ask(key, "user-1", MONTHLY, "transaction_id", fresh());
    assertThat(other.status()).isEqualTo(409);
    assertThat(other.text("code")).isEqualTo("idempotency_key_reused");
  }

  @Test
  void aTransactionCountsOnceAndTheAnswerSaysForWhom() {
    String id = fresh();
    Rest.Answer first = ask("transaction_id", id);
    granted(first);
    Rest.Answer same = ask("transaction_id", id);
    refused(same, 409, "receipt_used", "used_by_same_user");
    assertThat(same.text("used_by")).isEqualTo(first.text("id"));
    assertThat(same.text("detail")).contains("verified before");
    Rest.Answer other = ask(UUID.randomUUID().toString(), "user-2", MONTHLY, "transaction_id", id);
    refused(other, 409, "receipt_used", "used_by_another_user");
  }

  @Test
  void manyWhoAskAtOnceForOneTransactionGetItOnce() {
    String id = fresh();
    List<java.util.concurrent.CompletableFuture<Rest.Answer>> asked = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      asked.add(
          hub.rest()
              .post(
                  PATH,
                  UUID.randomUUID().toString(),
                  "{\"user\": \"u%d\", \"product\": \"%s\", \"transaction_id\": \"%s\"}"
                      .formatted(i, MONTHLY, id)));
    }
    Stream<Integer> statuses = asked.stream().map(one -> one.join().status());
    assertThat(statuses.sorted().toList()).startsWith(201).containsOnlyOnce(201).endsWith(409);
  }

  @Test
  void aForgedTransactionIsSaidToBeForged() {
    SigningChain stranger = SigningChain.valid();
    Instant later = Instant.now().plus(Duration.ofDays(30));
    SigningChain unmarked = SigningChain.of("", SigningChain.INTERMEDIATE, later);
    refused(ask("signed_transaction", stranger.sign(claims())), 400, "receipt_forged", "forged");
    refused(ask("signed_transaction", unmarked.sign(claims())), 400, "receipt_forged", "forged");
    refused(ask("signed_transaction", "no.jws.atall"), 400, "receipt_forged", "forged");

    String[] parts = chain().sign(claims()).split("\\.", -1);
    Map<String, Object> other = claims();
    String tampered =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(
                ("{\"bundleId\":\"io.serai.sandbox\",\"productId\":\""
                        + MONTHLY
                        + "\",\"transactionId\":\"9\",\"environment\":\"Sandbox\",\"signedDate\":"
                        + other.get("signedDate")
                        + "}")
                    .getBytes(StandardCharsets.UTF_8));
    refused(
        ask("signed_transaction", parts[0] + "." + tampered + "." + parts[2]),
        400,
        "receipt_forged",
        "forged");
    String none =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString("{\"alg\":\"none\"}".getBytes(StandardCharsets.UTF_8));
    refused(
        ask("signed_transaction", none + "." + parts[1] + "."), 400, "receipt_forged", "forged");
  }

  @Test
  void anExpiredLeafSignsNothingMoreButWhatItSignedBeforeHolds() {
    Instant ended = Instant.now().minus(Duration.ofDays(10));
    SigningChain old = SigningChain.of(SigningChain.LEAF, SigningChain.INTERMEDIATE, ended);
    refused(ask("signed_transaction", old.sign(claims())), 400, "receipt_forged", "forged");
  }

  @ParameterizedTest
  @CsvSource({
    "bundleId, com.example.other, wrong_app",
    "productId, coins_100, wrong_product",
    "environment, Production, wrong_environment",
  })
  void whatIsNotOursIsRefusedByName(String claim, String value, String why) {
    Map<String, Object> claims = claims();
    claims.put(claim, value);
    refused(signed(claims), 402, "receipt_refused", why);
  }

  @Test
  void whatIsOverGivenBackOrReplacedIsRefused() {
    Map<String, Object> expired = claims();
    expired.put("expiresDate", Instant.now().minusSeconds(1).toEpochMilli());
    refused(signed(expired), 402, "receipt_refused", "expired");
    Map<String, Object> revoked = claims();
    revoked.put("revocationDate", Instant.now().toEpochMilli());
    refused(signed(revoked), 402, "receipt_refused", "revoked");
    Map<String, Object> upgraded = claims();
    upgraded.put("isUpgraded", true);
    refused(signed(upgraded), 402, "receipt_refused", "upgraded");
  }

  @Test
  void aProductThatIsNoneOfOursIsRefusedBeforeAppleIsAsked() {
    refused(
        ask(UUID.randomUUID().toString(), "u", "something", "transaction_id", fresh()),
        402,
        "receipt_refused",
        "unknown_product");
    assertThat(hub.book(Doubles.APPLE)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "21003, 400, receipt_forged, forged",
    "21006, 402, receipt_refused, expired",
    "21007, 402, receipt_refused, wrong_environment",
    "21008, 402, receipt_refused, wrong_environment",
    "21010, 402, receipt_refused, account_gone",
  })
  void aStatusThatIsANoHasItsOwnCode(String status, int http, String code, String why) {
    hub.doubles().behave(Doubles.APPLE, "decline:" + status);
    refused(ask("receipt", "receipt-premium_monthly"), http, code, why);
  }

  @ParameterizedTest
  @CsvSource({"21000", "21001", "21002", "21004", "21005", "21009", "21100", "21199"})
  void aStatusThatSaysNothingOfTheReceiptIsUnknownAndTheSameKeyAsksAgain(String status) {
    String key = UUID.randomUUID().toString();
    String receipt = "receipt-premium_monthly-" + key;
    hub.doubles().behave(Doubles.APPLE, "decline:" + status, 1);
    Rest.Answer unknown = ask(key, "user-1", MONTHLY, "receipt", receipt);
    assertThat(unknown.status()).isEqualTo(503);
    assertThat(unknown.text("code")).isEqualTo("receipt_unknown");
    assertThat(unknown.text("detail"))
        .isEqualTo("The store did not say. Nothing is granted; ask again with the same key.");
    assertThat(used(unknown.text("id"))).isZero();
    Rest.Answer again = ask(key, "user-1", MONTHLY, "receipt", receipt);
    granted(again);
    assertThat(again.text("id")).isEqualTo(unknown.text("id"));
    assertThat(entries(again.text("id"))).hasSize(4);
  }

  @ParameterizedTest
  @CsvSource({"hang", "garbage", "commit-then-reset", "unavailable", "refuse"})
  void silenceIsNeverANo(String behaviour) {
    String key = UUID.randomUUID().toString();
    String id = fresh();
    hub.doubles().behave(Doubles.APPLE, behaviour);
    Rest.Answer unknown = ask(key, "user-1", MONTHLY, "transaction_id", id);
    assertThat(unknown.status()).isEqualTo(503);
    assertThat(unknown.text("code")).isEqualTo("receipt_unknown");
    hub.doubles().behave(Doubles.APPLE, "approve");
    granted(ask(key, "user-1", MONTHLY, "transaction_id", id));
  }

  @Test
  void aTransactionThatAppleDoesNotKnowIsRefusedAndA404WithoutAReasonIsKeptApart() {
    refused(ask("transaction_id", "9999"), 402, "receipt_refused", "not_found");
    hub.doubles().behave(Doubles.APPLE, "decline:404", 1);
    Rest.Answer bare = ask("transaction_id", fresh());
    assertThat(bare.status()).isEqualTo(503);
    assertThat(entries(bare.text("id"))).contains("concluded unknown bare_404");
    hub.doubles().behave(Doubles.APPLE, "decline:4290000", 1);
    assertThat(ask("transaction_id", fresh()).status()).isEqualTo(503);
    hub.doubles().behave(Doubles.APPLE, "decline:4000006", 1);
    refused(ask("transaction_id", fresh()), 402, "receipt_refused", "4000006");
  }

  @Test
  void inAReceiptOfIos7TheNewestPurchaseOfTheProductCounts() {
    long end = Instant.now().plusSeconds(600).toEpochMilli();
    List<Object> all =
        List.of(
            bought(MONTHLY, "71", end - 2_000_000),
            bought(MONTHLY, "72", end),
            bought("coins_100", "73", 0));
    hub.doubles().apple().purchases().put("ios7-a", 200, ios7(all, List.of()));
    Rest.Answer newest = ask("receipt", "ios7-a");
    granted(newest);
    assertThat(newest.text("transaction_id")).isEqualTo("72");
    assertThat(newest.text("expires")).isEqualTo(String.valueOf(end));

    hub.doubles().apple().purchases().put("ios7-b", 200, ios7(List.of(), all.subList(2, 3)));
    Rest.Answer coins =
        ask(UUID.randomUUID().toString(), "user-1", "coins_100", "receipt", "ios7-b");
    granted(coins);
    assertThat(coins.text("transaction_id")).isEqualTo("73");
    refused(ask("receipt", "ios7-b"), 402, "receipt_refused", "wrong_product");

    List<Object> over = List.of(bought(MONTHLY, "74", 1_000_000_000_000L));
    hub.doubles().apple().purchases().put("ios7-c", 200, ios7(over, List.of()));
    refused(ask("receipt", "ios7-c"), 402, "receipt_refused", "expired");
  }

  private static Map<String, Object> bought(String product, String id, long expires) {
    Map<String, Object> one = new LinkedHashMap<>();
    one.put("product_id", product);
    one.put("transaction_id", id);
    one.put("original_transaction_id", "70");
    if (expires > 0) {
      one.put("expires_date_ms", String.valueOf(expires));
      one.put("expires_date", "2099-01-01 00:00:00 Etc/GMT");
    }
    return one;
  }

  private static Map<String, Object> ios7(List<Object> latest, List<Object> inApp) {
    return Map.of(
        "status",
        0,
        "environment",
        "Sandbox",
        "receipt",
        Map.of("bundle_id", "io.serai.sandbox", "in_app", inApp),
        "latest_receipt_info",
        latest);
  }

  @Test
  void aReceiptOfIos6SaysBy0And21006WhetherTheSubscriptionLives() {
    long end = Instant.now().plusSeconds(600).toEpochMilli();
    Map<String, Object> first = ios6("61", end - 900_000);
    Map<String, Object> latest = ios6("62", end);
    hub.doubles()
        .apple()
        .purchases()
        .put(
            "ios6-a",
            200,
            Map.of(
                "status",
                0,
                "receipt",
                first,
                "latest_receipt",
                "b3RoZXI=",
                "latest_receipt_info",
                latest));
    Rest.Answer lives = ask("receipt", "ios6-a");
    granted(lives);
    assertThat(lives.text("transaction_id")).isEqualTo("62");
    assertThat(lives.text("expires")).isEqualTo(String.valueOf(end));
    hub.doubles()
        .apple()
        .purchases()
        .put(
            "ios6-b",
            200,
            Map.of("status", 21006, "receipt", first, "latest_expired_receipt_info", first));
    Rest.Answer over = ask("receipt", "ios6-b");
    refused(over, 402, "receipt_refused", "expired");
    assertThat(over.text("transaction_id")).isEqualTo("61");
  }

  private static Map<String, Object> ios6(String id, long expires) {
    return Map.of(
        "bid",
        "io.serai.sandbox",
        "product_id",
        MONTHLY,
        "transaction_id",
        id,
        "original_transaction_id",
        "61",
        "expires_date",
        String.valueOf(expires),
        "expires_date_formatted",
        "2099-01-01 00:00:00 Etc/GMT");
  }

  @Test
  void aReceiptOfTwoMegabytesIsPassedOnAsItCame() {
    byte[] bytes = new byte[2 * 1024 * 1024];
    new java.util.Random(1).nextBytes(bytes);
    String receipt = Base64.getEncoder().encodeToString(bytes);
    hub.doubles()
        .apple()
        .purchases()
        .put(receipt, 200, ios7(List.of(bought(MONTHLY, "big", 4_000_000_000_000L)), List.of()));
    granted(ask("receipt", receipt));
    String row = hub.jdbc().queryForList("select r::text from receipt r", String.class).toString();
    assertThat(row).doesNotContain(receipt.substring(1000, 1060));
    Rest.Answer longer = ask("receipt", receipt + receipt.substring(0, 400_000));
    assertThat(longer.status()).isEqualTo(413);
    assertThat(longer.text("detail")).isEqualTo("The body is longer than 3145728 bytes.");
    Rest.Answer elsewhere =
        hub.rest().post("/v1/charges", "k", "{\"a\": \"" + "x".repeat(70_000) + "\"}").join();
    assertThat(elsewhere.status()).isEqualTo(413);
    assertThat(elsewhere.text("detail")).isEqualTo("The body is longer than 65536 bytes.");
  }

  @Test
  @ExtendWith(OutputCaptureExtension.class)
  void aReceiptIsNeverLoggedWhateverBecomesOfIt(CapturedOutput output) {
    String secret = "UmVjZWlwdE9mU29tZWJvZHk";
    for (String behaviour : List.of("approve", "hang", "garbage", "refuse", "decline:21003")) {
      hub.doubles().behave(Doubles.APPLE, behaviour);
      ask("receipt", "receipt-premium_monthly-" + secret + behaviour.length());
      ask("signed_transaction", secret + ".a.b");
      ask("nothing_known", secret);
    }
    assertThat(output.getAll()).contains("verify of").doesNotContain(secret);
  }

  @Test
  void badInputIsNamedFieldByField() {
    assertField("{\"product\": \"a\", \"receipt\": \"x\"}", "user: is missing");
    assertField("{\"user\": \"u\", \"receipt\": \"x\"}", "product: is missing");
    assertField(
        "{\"user\": \"u u\", \"product\": \"a\", \"receipt\": \"x\"}",
        "user: must match ^[!-~]{1,128}$");
    assertField(
        "{\"user\": \"u\", \"product\": \"a/b\", \"receipt\": \"x\"}",
        "product: must match ^[A-Za-z0-9._-]{1,128}$");
    assertField(
        "{\"user\": \"u\", \"product\": \"a\", \"receipt\": 1}", "receipt: must be a JSON string");
    assertField(
        "{\"user\": \"u\", \"product\": \"a\", \"transaction_id\": \"\"}",
        "transaction_id: must match ^[!-~]{1,128}$");
    assertField(
        "{\"user\": \"u\", \"product\": \"a\", \"receipt\": \"x\", \"price\": 1}",
        "price: is not known here");
    assertField(
        "{\"user\": \"u\", \"product\": \"a\"}",
        "body: give just one of transaction_id, signed_transaction, receipt");
    assertField(
        "{\"user\": \"u\", \"product\": \"a\", \"receipt\": \"x\", \"transaction_id\": \"1\"}",
        "body: give just one of transaction_id, signed_transaction, receipt");
    assertThat(hub.book(Doubles.APPLE)).isEmpty();
  }

  private void assertField(String json, String expected) {
    Rest.Answer answer = hub.rest().post(PATH, UUID.randomUUID().toString(), json).join();
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.text("code")).isEqualTo("invalid_field");
    List<String> errors = new ArrayList<>();
    answer
        .body()
        .path("errors")
        .forEach(e -> errors.add(e.path("field").asText() + ": " + e.path("message").asText()));
    assertThat(errors).contains(expected);
  }
}
