package io.serai.doubles;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The doubles over real sockets: every behaviour, the book, and each provider's language. */
@Timeout(30)
class DoublesTest {

  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private static Doubles doubles;

  @BeforeAll
  static void start() {
    doubles = Doubles.start();
  }

  @AfterAll
  static void stop() {
    doubles.close();
  }

  @BeforeEach
  void forget() {
    doubles.reset();
  }

  @Test
  void anApprovedChargeStandsInTheBookOnce() throws Exception {
    HttpResponse<String> first = chargeA("k1");
    HttpResponse<String> again = chargeA("k1");

    assertThat(first.statusCode()).isEqualTo(200);
    assertThat(json(first).path("status").asText()).isEqualTo("succeeded");
    assertThat(again.body()).isEqualTo(first.body());
    JsonNode book = json(send(get(doubles.control(), "/doubles/gateway-a/book")));
    assertThat(book).hasSize(1);
    assertThat(book.get(0).path("operation").asText()).isEqualTo("charge");
    assertThat(book.get(0).path("amount").asLong()).isEqualTo(1000);
    assertThat(book.get(0).path("currency").asText()).isEqualTo("JPY");
    assertThat(book.get(0).path("hub_reference").asText()).isEqualTo("pay_k1");
    assertThat(book.get(0).path("provider_reference").asText())
        .isEqualTo(json(first).path("id").asText());
    assertThat(book.get(0).path("at").asText()).endsWith("Z");
  }

  @Test
  void theSameKeyForAnotherAmountIsRefused() throws Exception {
    chargeA("k1");
    HttpResponse<String> other = postA("/v1/charges", "k1", chargeBody("pay_k1", 999));

    assertThat(other.statusCode()).isEqualTo(409);
    assertThat(doubles.book("gateway-a")).hasSize(1);
  }

  @Test
  void aDeclineCarriesItsCodeAndIsCountedDown() throws Exception {
    steer("gateway-a", "{\"answer\": \"decline:51\", \"times\": 1}");
    HttpResponse<String> declined = chargeA("k1");

    assertThat(declined.statusCode()).isEqualTo(402);
    assertThat(json(declined).at("/error/decline_code").asText()).isEqualTo("51");
    assertThat(chargeA("k1").statusCode()).as("the first answer again").isEqualTo(402);
    assertThat(chargeA("k2").statusCode()).isEqualTo(200);
    assertThat(doubles.book("gateway-a")).hasSize(1);
  }

  @Test
  void refuseReallyRefusesAndThePortComesBack() throws Exception {
    chargeA("k1"); // leaves a kept-alive connection behind, which must not survive
    steer("gateway-a", "{\"answer\": \"refuse\"}");

    assertThatThrownBy(() -> chargeA("k2")).isInstanceOf(ConnectException.class);
    steer("gateway-a", "{\"answer\": \"approve\"}");
    assertThat(chargeA("k2").statusCode()).isEqualTo(200);
  }

  @Test
  void hangNeitherAnswersNorBooks() throws Exception {
    doubles.behave("gateway-a", "hang");

    assertThatThrownBy(() -> chargeA("k1")).isInstanceOf(HttpTimeoutException.class);
    assertThatThrownBy(() -> send(get(doubles.url("gateway-a"), "/v1/charges/by-key/k1")))
        .isInstanceOf(HttpTimeoutException.class);
    assertThat(doubles.book("gateway-a")).isEmpty();
  }

  @Test
  void commitThenResetBooksAndEndsTheConnection() {
    doubles.behave("gateway-b", "commit-then-reset");

    assertThatThrownBy(() -> chargeB("k1"))
        .isInstanceOf(IOException.class)
        .isNotInstanceOf(ConnectException.class);
    // the client may have sent it twice on its own; the provider books a key once
    assertThat(operations("gateway-b")).containsExactly("charge");
  }

  @Test
  void garbageBooksAndCannotBeParsed() throws Exception {
    doubles.behave("gateway-b", "garbage");
    HttpResponse<String> answer = chargeB("k1");

    assertThatThrownBy(() -> json(answer)).isInstanceOf(IOException.class);
    assertThat(operations("gateway-b")).containsExactly("charge");
  }

  @Test
  void unavailableIsEachProvidersListedAnswer() throws Exception {
    for (String provider : List.of("gateway-a", "gateway-b", "issuer-h")) {
      doubles.behave(provider, "unavailable", 1);
    }
    HttpResponse<String> a = chargeA("k1");
    HttpResponse<String> b = chargeB("k1");
    HttpResponse<String> h = authorizeH("k1");

    assertThat(List.of(a.statusCode(), b.statusCode(), h.statusCode())).containsOnly(503);
    assertThat(json(a).at("/error/code").asText()).isEqualTo("try_elsewhere");
    assertThat(json(b).at("/fault/kind").asText()).isEqualTo("TRY_ELSEWHERE");
    assertThat(json(h).at("/error").asText()).isEqualTo("try_elsewhere");
    assertThat(doubles.book("gateway-a")).isEmpty();
    assertThat(chargeA("k1").statusCode()).isEqualTo(200);
  }

  @Test
  void delayBooksAtOnceAndAnswersLate() throws Exception {
    doubles.behave("issuer-h", "delay:300");
    long start = System.nanoTime();

    assertThat(authorizeH("k1").statusCode()).isEqualTo(200);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(290));
  }

  @Test
  void aReversalUndoesOnceWhateverItsKey() throws Exception {
    authorizeH("k1");
    HttpResponse<String> first = reverseH("r1", "k1");
    HttpResponse<String> second = reverseH("r2", "k1");

    assertThat(json(first).path("response_code").asText()).isEqualTo("00");
    assertThat(json(second).path("response_code").asText()).isEqualTo("00");
    assertThat(operations("issuer-h")).containsExactly("authorize", "reversal");
    JsonNode standing = json(send(get(doubles.url("issuer-h"), "/authorizations/k1")));
    assertThat(standing.path("reversed").asBoolean()).isTrue();
  }

  @Test
  void anOriginalAfterItsReversalIsRefused() throws Exception {
    assertThat(json(reverseH("r1", "late")).path("response_code").asText()).isEqualTo("25");
    assertThat(json(authorizeH("late")).path("response_code").asText()).isEqualTo("05");
    assertThat(doubles.book("issuer-h")).isEmpty();
  }

  @Test
  void refundsNeverExceedTheCharge() throws Exception {
    String charge = json(chargeA("k1")).path("id").asText();

    assertThat(refundA("f1", charge, 600).statusCode()).isEqualTo(200);
    assertThat(refundA("f2", charge, 600).statusCode()).isEqualTo(402);
    assertThat(refundA("f3", charge, 400).statusCode()).isEqualTo(200);
    assertThat(operations("gateway-a")).containsExactly("charge", "refund", "refund");
    assertThat(refundA("f4", "no-such-charge", 1).statusCode()).isEqualTo(404);
  }

  @Test
  void anInquiryIsAnsweredFromTheBookWhileChargesFail() throws Exception {
    chargeB("k1");
    doubles.behave("gateway-b", "garbage");

    assertThat(statusB("k1")).isEqualTo("CAPTURED");
    assertThat(statusB("k2")).isEqualTo("NOT_FOUND");
  }

  @Test
  void aWrongOrOldSignatureIsRefused() throws Exception {
    String body =
        """
        {"requestId": "k1", "orderId": "pay_k1", "card": {"number": "4111111111111111"},
         "amount": {"value": 1000, "currency": "KRW"}}""";
    Instant now = Instant.now();
    assertThat(json(approvalB(body, body, now)).path("result").asText()).isEqualTo("APPROVED");
    for (HttpResponse<String> refused :
        List.of(
            approvalB(body.replace("1000", "9000"), body, now),
            approvalB(body, body, now.minusSeconds(600)),
            approvalB(body, body, now.plusSeconds(600)))) {
      assertThat(refused.statusCode()).isEqualTo(401);
      assertThat(json(refused).path("error").asText()).isEqualTo("BAD_SIGNATURE");
    }
    assertThat(operations("van-b")).containsExactly("authorize");
  }

  private static HttpResponse<String> approvalB(String body, String signed, Instant at)
      throws Exception {
    String time = DateTimeFormatter.ofPattern("yyyyMMddHHmmss").withZone(ZoneOffset.UTC).format(at);
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(Doubles.VAN_B_SECRET.getBytes(UTF_8), "HmacSHA256"));
    byte[] signature =
        mac.doFinal(("POST\n/v1/approvals\n" + time + "\n" + signed).getBytes(UTF_8));
    return send(
        request(doubles.url("van-b"), "/v1/approvals")
            .header("X-Timestamp", time)
            .header("X-Signature", HexFormat.of().formatHex(signature))
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build());
  }

  @Test
  void badSteeringNamesTheField() throws Exception {
    assertBad("{\"answer\": \"dance\"}", "answer must be one of");
    assertBad("{\"answer\": \"decline\"}", "answer must be one of");
    assertBad("{\"answer\": \"delay:soon\"}", "answer delay needs milliseconds");
    assertBad("{\"answer\": \"approve\", \"times\": 0}", "times must be");
    assertBad("{\"answer\": \"approve\", \"times\": 1.5}", "times must be");
    assertBad("{\"answer\": \"refuse\", \"times\": 1}", "times cannot be counted for refuse");
    assertBad("{\"answer\": \"approve\", \"time\": 1}", "time is not known");
    assertBad("{\"times\": 1}", "answer is missing");
    assertBad("[]", "body must be a JSON object");
    assertBad("{", "body must be a JSON object");
    assertThat(send(get(doubles.control(), "/doubles/gateway-z/book")).statusCode()).isEqualTo(404);
  }

  @Test
  void theBehaviourCanBeRead() throws Exception {
    steer("issuer-h", "{\"answer\": \"decline:05\", \"times\": 3}");
    authorizeH("k1");

    JsonNode shown = json(send(get(doubles.control(), "/doubles/issuer-h/behaviour")));
    assertThat(shown.path("answer").asText()).isEqualTo("decline:05");
    assertThat(shown.path("times").asInt()).isEqualTo(2);
  }

  @Test
  void aBookInAFolderOutlivesItsProvider(@TempDir Path folder) throws Exception {
    DoublesSettings settings = DoublesSettings.freePorts(folder);
    try (Doubles before = Doubles.start(settings)) {
      send(chargeB(before, "k1"));
    }
    try (Doubles after = Doubles.start(settings)) {
      assertThat(json(send(chargeB(after, "k1"))).at("/result/status").asText())
          .isEqualTo("CAPTURED");
      assertThat(after.book("gateway-b")).hasSize(1);
    }
  }

  private static void assertBad(String body, String message) throws Exception {
    HttpResponse<String> answer = send(steering("gateway-a", body));
    assertThat(answer.statusCode()).as(body).isEqualTo(400);
    assertThat(json(answer).path("message").asText()).startsWith(message);
  }

  private static List<String> operations(String provider) {
    return doubles.book(provider).stream().map(BookEntry::operation).toList();
  }

  private static HttpResponse<String> chargeA(String key) throws Exception {
    return postA("/v1/charges", key, chargeBody("pay_" + key, 1000));
  }

  private static HttpResponse<String> refundA(String key, String charge, long amount)
      throws Exception {
    String body =
        """
        {"charge": "%s", "amount": %d, "metadata": {"hub_reference": "pay_k1"}}"""
            .formatted(charge, amount);
    return postA("/v1/refunds", key, body);
  }

  private static String chargeBody(String hub, long amount) {
    return """
        {"amount": %d, "currency": "jpy", "source": "tok_visa",
         "metadata": {"hub_reference": "%s"}}"""
        .formatted(amount, hub);
  }

  private static HttpResponse<String> postA(String path, String key, String body) throws Exception {
    return send(
        request(doubles.url("gateway-a"), path)
            .header("Idempotency-Key", key)
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build());
  }

  private static HttpResponse<String> chargeB(String key) throws Exception {
    return send(chargeB(doubles, key));
  }

  private static String statusB(String key) throws Exception {
    return json(send(get(doubles.url("gateway-b"), "/payments?requestId=" + key)))
        .at("/result/status")
        .asText();
  }

  private static HttpRequest chargeB(Doubles at, String key) {
    String body =
        """
        {"requestId": "%s", "order": {"ref": "pay_%s"}, "value": {"minor": 1000, "iso": "JPY"},
         "instrument": {"token": "tok_visa"}}"""
            .formatted(key, key);
    return request(at.url("gateway-b"), "/payments")
        .POST(HttpRequest.BodyPublishers.ofString(body))
        .build();
  }

  private static HttpResponse<String> authorizeH(String key) throws Exception {
    return postH(
        "/authorizations",
        """
        {"request_id": "%s", "hub_reference": "pay_%s", "pan": "4111111111111111",
         "amount": 1000, "currency": "JPY"}"""
            .formatted(key, key));
  }

  private static HttpResponse<String> reverseH(String key, String original) throws Exception {
    return postH(
        "/reversals",
        """
        {"request_id": "%s", "original_request_id": "%s", "hub_reference": "pay_%s"}"""
            .formatted(key, original, original));
  }

  private static HttpResponse<String> postH(String path, String body) throws Exception {
    return send(
        request(doubles.url("issuer-h"), path)
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build());
  }

  private static void steer(String provider, String body) throws Exception {
    assertThat(send(steering(provider, body)).statusCode()).isEqualTo(200);
  }

  private static HttpRequest steering(String provider, String body) {
    return request(doubles.control(), "/doubles/" + provider + "/behaviour")
        .PUT(HttpRequest.BodyPublishers.ofString(body))
        .build();
  }

  private static HttpRequest get(URI base, String path) {
    return request(base, path).GET().build();
  }

  private static HttpRequest.Builder request(URI base, String path) {
    return HttpRequest.newBuilder(base.resolve(path))
        .timeout(Duration.ofSeconds(2))
        .header("Authorization", "Bearer any")
        .header("X-Api-Key", "any")
        .header("X-Hub-Secret", "any");
  }

  private static HttpResponse<String> send(HttpRequest request)
      throws IOException, InterruptedException {
    return CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
  }

  private static JsonNode json(HttpResponse<String> response) throws IOException {
    return Json.parse(response.body());
  }
}
