package io.serai.rest;

import static io.serai.rest.RestEntry.API_KEY;
import static io.serai.rest.RestEntry.get;
import static io.serai.rest.RestEntry.json;
import static io.serai.rest.RestEntry.post;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.serai.intake.CardNumbers;
import io.serai.payment.ErrorCode;
import io.serai.payment.ExchangeKeys;
import io.serai.payment.SeraiException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.availability.ReadinessState;

/** Every status and error of the contract, over a real socket (issue 4b, 6; S1.25, S1.72). */
@Timeout(60)
@TestInstance(Lifecycle.PER_CLASS)
class RestEntryTest {

  private static final String CHARGE =
      """
      {"amount": 1000, "currency": "JPY",
       "method": {"type": "card", "token": "tok_visa", "brand": "visa"}, "reference": "order-1"}
      """;

  private final RestEntry entry;

  RestEntryTest() throws Exception {
    entry = new RestEntry();
  }

  @AfterAll
  void stop() {
    entry.close();
  }

  @BeforeEach
  void approving() {
    entry.readiness.set(ReadinessState.ACCEPTING_TRAFFIC);
    entry.routeSet.handed.clear();
    entry.routeSet.answer("charges", result("approved", "approved"));
  }

  private static Map<String, Object> result(String outcome, String state) {
    Map<String, Object> result = new HashMap<>();
    result.put("id", "pay_1");
    result.put("state", state);
    result.put("amount", 1000L);
    result.put("currency", "JPY");
    result.put("provider", "gateway-a");
    result.put("provider_reference", "ch_1");
    result.put("created_at", "2026-11-23T09:00:00Z");
    result.put("outcome", outcome);
    result.put("code", outcome);
    result.put("response_code", "00");
    result.put("replay", false);
    return result;
  }

  private HttpResponse<String> charge(String body) {
    return entry.send("/v1/charges", post(body));
  }

  private static JsonNode problem(HttpResponse<String> response, int status, String code) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    JsonNode problem = json(response);
    assertThat(problem.path("code").asText()).isEqualTo(code);
    assertThat(problem.path("status").asInt()).isEqualTo(status);
    assertThat(problem.path("type").asText()).isEqualTo("urn:serai:problem:" + code);
    assertThat(problem.path("title").asText()).isNotEmpty();
    assertThat(problem.path("detail").asText()).isNotEmpty();
    assertThat(problem.path("trace_id").asText()).matches("[0-9a-f]{32}");
    return problem;
  }

  @Test
  void aChargeIsHandedOverAsPlainMapsWithExactNumbers() {
    HttpResponse<String> response =
        entry.send(
            "/v1/charges?providers=gateway-b",
            post(CHARGE)
                .header("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01")
                .header("CamelHttpUri", "http://elsewhere")
                .header("x-anything", "1"));

    assertThat(response.statusCode()).isEqualTo(201);
    RouteSetDouble.Handed handed = entry.routeSet.last();
    assertThat(handed.body())
        .isEqualTo(
            Map.of(
                "amount",
                1000L,
                "currency",
                "JPY",
                "method",
                Map.of("type", "card", "token", "tok_visa", "brand", "visa"),
                "reference",
                "order-1"));
    assertThat(handed.headers()).isEmpty();
    assertThat(handed.key(ExchangeKeys.TENANT)).isEqualTo("acme");
    assertThat(handed.key(ExchangeKeys.CHANNEL)).isEqualTo("rest");
    assertThat(handed.key(ExchangeKeys.KEY)).isEqualTo("key-1");
    assertThat(handed.key(ExchangeKeys.FINGERPRINT)).matches("[0-9a-f]{64}");
    assertThat(handed.key(ExchangeKeys.TRACE)).isEqualTo("4bf92f3577b34da6a3ce929d0e0e4736");
  }

  @Test
  void anApprovedChargeIs201WithTheContractsMembersOnly() {
    HttpResponse<String> response = charge(CHARGE);

    assertThat(response.statusCode()).isEqualTo(201);
    assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json");
    assertThat(response.headers().firstValue("Location")).hasValue("/v1/charges/pay_1");
    assertThat(response.headers().map()).doesNotContainKeys("authorization", "idempotency-key");
    assertThat(json(response).fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder(
            "id", "state", "amount", "currency", "provider", "provider_reference", "created_at");
  }

  @Test
  void theFingerprintDependsOnContentNotOnSpacingOrOrder() {
    charge("{\"amount\":1,\"currency\":\"JPY\",\"method\":{\"type\":\"card\",\"token\":\"t\"}}");
    charge(
        "{\"currency\":\"JPY\", \"method\":{\"token\":\"t\", \"type\":\"card\"}, \"amount\": 1}");
    charge("{\"amount\":2,\"currency\":\"JPY\",\"method\":{\"type\":\"card\",\"token\":\"t\"}}");

    List<String> prints =
        entry.routeSet.handed.stream().map(h -> h.key(ExchangeKeys.FINGERPRINT)).toList();
    assertThat(prints.get(0)).isEqualTo(prints.get(1)).isNotEqualTo(prints.get(2));
  }

  @ParameterizedTest
  @ValueSource(strings = {"unknown", "pending"})
  void whatIsNotKnownYetIs202(String outcome) {
    entry.routeSet.answer("charges", result(outcome, outcome));

    HttpResponse<String> response = charge(CHARGE);

    assertThat(response.statusCode()).isEqualTo(202);
    assertThat(json(response).path("state").asText()).isEqualTo(outcome);
    assertThat(json(response).path("id").asText()).isEqualTo("pay_1");
  }

  @Test
  void aDeclineIs402WithTheProvidersCodeAndTheId() {
    Map<String, Object> declined = result("declined", "declined");
    declined.put("decline_code", "51");
    entry.routeSet.answer("charges", declined);

    JsonNode problem = problem(charge(CHARGE), 402, "declined");

    assertThat(problem.path("decline_code").asText()).isEqualTo("51");
    assertThat(problem.path("id").asText()).isEqualTo("pay_1");
    assertThat(problem.path("provider").asText()).isEqualTo("gateway-a");
    assertThat(problem.has("response_code")).isFalse();
  }

  @Test
  void aChargeThatWasUndoneIsNotBlamedOnTheProvider() {
    entry.routeSet.answer("charges", result("declined", "reversed"));

    JsonNode problem = problem(charge(CHARGE), 402, "declined");
    assertThat(problem.path("state").asText()).isEqualTo("reversed");
    assertThat(problem.path("detail").asText()).contains("nothing stays charged");
  }

  @Test
  void noProviderIs503() {
    entry.routeSet.answer("charges", result("failed", "failed"));

    HttpResponse<String> response = charge(CHARGE);

    problem(response, 503, "providers_unavailable");
    assertThat(response.headers().firstValue("Retry-After")).hasValue("1");
  }

  @Test
  void aReplayIsAnsweredTheSameAndSaysSo() {
    Map<String, Object> again = result("approved", "approved");
    again.put("replay", true);
    String first = charge(CHARGE).body();
    entry.routeSet.answer("charges", again);

    HttpResponse<String> response = charge(CHARGE);

    assertThat(response.statusCode()).isEqualTo(201);
    assertThat(response.body()).isEqualTo(first);
    assertThat(response.headers().firstValue("Idempotency-Replayed")).hasValue("true");
  }

  @Test
  void aRefundNamesItsPaymentAndMayBeEmpty() {
    Map<String, Object> refund = result("approved", "succeeded");
    refund.put("id", "re_1");
    refund.put("payment", "pay_1");
    entry.routeSet.answer("refunds", refund);

    HttpResponse<String> part =
        entry.send("/v1/charges/pay_1/refunds", post("{\"amount\": 400, \"reason\": \"broken\"}"));
    assertThat(part.statusCode()).isEqualTo(201);
    assertThat(json(part).path("payment").asText()).isEqualTo("pay_1");
    assertThat(entry.routeSet.last().body())
        .isEqualTo(Map.of("payment", "pay_1", "amount", 400L, "reason", "broken"));

    HttpResponse<String> all = entry.send("/v1/charges/pay_1/refunds", post(""));
    assertThat(all.statusCode()).isEqualTo(201);
    assertThat(entry.routeSet.last().body()).isEqualTo(Map.of("payment", "pay_1"));
  }

  @ParameterizedTest
  @CsvSource({"unknown,202", "pending,202", "declined,402", "failed,503"})
  void aRefundHasTheStatusOfItsOutcome(String outcome, int status) {
    entry.routeSet.answer("refunds", result(outcome, outcome));

    assertThat(entry.send("/v1/charges/pay_1/refunds", post("{}")).statusCode()).isEqualTo(status);
  }

  @Test
  void readingConfirmingAndHistoryAre200() {
    entry.routeSet.answer("charge", result("declined", "declined"));
    entry.routeSet.answer("confirmations", result("approved", "approved"));
    entry.routeSet.answer(
        "history",
        Map.of(
            "id",
            "pay_1",
            "entries",
            List.of(Map.of("seq", 1, "event", "claimed", "at", "x", "secret", "y"))));

    HttpResponse<String> charge = entry.send("/v1/charges/pay_1", get());
    assertThat(charge.statusCode()).isEqualTo(200);
    assertThat(json(charge).path("state").asText()).isEqualTo("declined");
    assertThat(entry.routeSet.last().body()).isEqualTo(Map.of("payment", "pay_1"));
    assertThat(entry.routeSet.last().keys()).doesNotContainKey(ExchangeKeys.KEY);

    assertThat(entry.send("/v1/charges/pay_1/confirm", post("")).statusCode()).isEqualTo(200);
    assertThat(entry.routeSet.last().entry()).isEqualTo("confirmations");

    HttpResponse<String> history = entry.send("/v1/payments/pay_1/history", get());
    assertThat(history.statusCode()).isEqualTo(200);
    assertThat(json(history).at("/entries/0/event").asText()).isEqualTo("claimed");
    assertThat(history.body()).doesNotContain("secret");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | amount,currency,method",
        "[] | body",
        "{\"amount\":0,\"currency\":\"JPY\",\"method\":{\"type\":\"card\",\"token\":\"t\"}} | amount",
        "{\"amount\":1.0,\"currency\":\"JPY\",\"method\":{\"type\":\"card\",\"token\":\"t\"}} | amount",
        "{\"amount\":1e3,\"currency\":\"JPY\",\"method\":{\"type\":\"card\",\"token\":\"t\"}} | amount",
        "{\"amount\":\"1000\",\"currency\":\"JPY\",\"method\":{\"type\":\"card\",\"token\":\"t\"}} | amount",
        "{\"amount\":-5,\"currency\":\"JPY\",\"method\":{\"type\":\"card\",\"token\":\"t\"}} | amount",
        "{\"amount\":null,\"currency\":\"JPY\",\"method\":{\"type\":\"card\",\"token\":\"t\"}} | amount",
        "{\"amount\":1000000000000,\"currency\":\"JPY\",\"method\":{\"type\":\"card\",\"token\":\"t\"}} | amount",
        "{\"amount\":123456789012345678901234567890,\"currency\":\"JPY\",\"method\":{\"type\":\"card\",\"token\":\"t\"}} | amount",
        "{\"amount\":1,\"currency\":\"jpy\",\"method\":{\"type\":\"card\",\"token\":\"t\"}} | currency",
        "{\"amount\":1,\"currency\":\"QQQ\",\"method\":{\"type\":\"card\",\"token\":\"t\"}} | currency",
        "{\"amount\":1,\"currency\":\"JPY\",\"method\":{\"type\":\"card\",\"token\":\"t\",\"cvv\":1}} | method.cvv",
        "{\"amount\":1,\"currency\":\"JPY\",\"method\":{\"type\":\"card\"},\"x\":1} | method.token,x",
        "{\"amount\":1,\"currency\":\"JPY\",\"method\":\"card\"} | method",
      })
  void everyWrongFieldIsNamedAtOnceAndNothingIsHandedOver(String body, String fields) {
    JsonNode problem = problem(charge(body), 400, "invalid_field");

    assertThat(problem.path("errors").findValuesAsText("field"))
        .containsExactlyInAnyOrder(fields.split(",", -1));
    assertThat(problem.path("errors").findValuesAsText("message")).doesNotContain("");
    assertThat(entry.routeSet.handed).isEmpty();
  }

  @Test
  void malformedJsonIsToldByLineAndColumn() {
    JsonNode problem =
        problem(charge("{\"amount\": 1,\n  \"currency\" \"JPY\"}"), 400, "malformed_body");

    assertThat(problem.path("detail").asText()).contains("line 2, column 14");
    problem(charge("{\"amount\": 1, \"amount\": 2}"), 400, "malformed_body");
    problem(charge("{} {}"), 400, "malformed_body");
    problem(charge(""), 400, "malformed_body");
    problem(charge("[".repeat(1000)), 400, "malformed_body");
    assertThat(entry.routeSet.handed).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"amount\":1,\"currency\":\"JPY\",\"method\":{\"type\":\"card\",\"token\":\"4111111111111111\"}}",
        "{\"amount\":1,\"reference\":\"card 4111 1111 1111 1111 123\"}",
        "{\"reference\":\"4111-1111-1111-1111\"}",
        "{\"reference\":\"x=4111111111111111D2512\"}",
        "{\"amount\":4111111111111111}",
        "{\"deep\":[{\"er\":5555555555554444}]}",
        "{\"378282246310005\":1}",
      })
  void aCardNumberAnywhereIsRefusedWithoutRepeatingIt(String body) {
    HttpResponse<String> response = charge(body);

    problem(response, 400, "card_number_refused");
    assertThat(response.body().replaceAll("[ -]", ""))
        .doesNotContain("4111111111111111", "5555555555554444", "378282246310005");
    assertThat(entry.routeSet.handed).isEmpty();
  }

  @Test
  void aLargeAmountAndATimestampAreNoCardNumbers() {
    assertThat(CardNumbers.isIn("order-1732345678901")).isFalse();
    assertThat(CardNumbers.isIn("20261123-0001")).isFalse();
    assertThat(CardNumbers.isIn("ab12cd34-7193-4443-8622-ab12cd34ef56")).isFalse();
    // 500000000009 satisfies Luhn's formula.
    String body =
        "{\"amount\":500000000009,\"currency\":\"JPY\",\"method\":{\"type\":\"card\",\"token\":\"t\"}}";
    assertThat(CardNumbers.isIn("500000000009")).isTrue();
    assertThat(charge(body).statusCode()).isEqualTo(201);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Bearer sk_wrong", "Basic c2s6", "Bearer", "sk_test_acme"})
  void withoutAValidKeyNothingIsToldButThat(String authorization) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder()
            .header("Idempotency-Key", "k")
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString("not even JSON"));
    if (!authorization.isEmpty()) {
      request.header("Authorization", authorization);
    }

    HttpResponse<String> response = entry.send("/v1/charges", request);

    problem(response, 401, "unauthorized");
    assertThat(response.headers().firstValue("WWW-Authenticate"))
        .hasValue("Bearer realm=\"serai\"");
  }

  @Test
  void everyPostNeedsOneIdempotencyKey() {
    for (String path :
        List.of("/v1/charges", "/v1/charges/pay_1/refunds", "/v1/charges/pay_1/confirm")) {
      HttpRequest.Builder without =
          HttpRequest.newBuilder()
              .header("Authorization", "Bearer " + API_KEY)
              .header("Content-Type", "application/json")
              .POST(BodyPublishers.ofString(CHARGE));
      problem(entry.send(path, without), 400, "idempotency_key_missing");
      problem(
          entry.send(path, post(CHARGE).setHeader("Idempotency-Key", "")),
          400,
          "idempotency_key_missing");
      problem(entry.send(path, post(CHARGE).header("Idempotency-Key", "k2")), 400, "invalid_field");
      problem(
          entry.send(path, post(CHARGE).setHeader("Idempotency-Key", "k".repeat(256))),
          400,
          "invalid_field");
      problem(
          entry.send(path, post(CHARGE).setHeader("Idempotency-Key", "4111111111111111")),
          400,
          "card_number_refused");
    }
    assertThat(entry.routeSet.handed).isEmpty();
  }

  @Test
  void whatTheEngineRefusesHasItsCodesStatus() {
    Map<ErrorCode, Integer> statuses =
        Map.of(
            ErrorCode.IDEMPOTENCY_KEY_REUSED, 409,
            ErrorCode.REFUND_EXCEEDS_CHARGE, 409,
            ErrorCode.PAYMENT_NOT_FOUND, 404,
            ErrorCode.OPERATION_NOT_SUPPORTED, 400,
            ErrorCode.PROVIDERS_UNAVAILABLE, 503,
            ErrorCode.JOURNAL_UNAVAILABLE, 503,
            ErrorCode.OVERLOADED, 503);
    statuses.forEach(
        (code, status) -> {
          entry.routeSet.fail("charges", new SeraiException(code, "no"));
          problem(charge(CHARGE), status, code.wire());
        });
  }

  @Test
  void aDefectIs500WithoutItsCause() {
    entry.routeSet.fail("charges", new IllegalStateException("secret cause"));
    HttpResponse<String> response = charge(CHARGE);
    problem(response, 500, "internal");
    assertThat(response.body()).doesNotContain("secret", "Exception", "at io.");

    entry.routeSet.answer("charges", "no map");
    problem(charge(CHARGE), 500, "internal");
    entry.routeSet.answer("charges", Map.of("id", "pay_1"));
    problem(charge(CHARGE), 500, "internal");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/v1", "/v1/nothing", "/v1/charges/pay_1/x", "/docs/secret.txt"})
  void aPathThatIsNotThereIs404(String path) {
    problem(entry.send(path, get()), 404, "path_not_found");
  }

  @ParameterizedTest
  @CsvSource({
    "DELETE,/v1/charges,POST",
    "GET,/v1/charges,POST",
    "PUT,/v1/charges/pay_1,GET",
    "GET,/v1/charges/pay_1/refunds,POST",
    "PATCH,/v1/payments/pay_1/history,GET",
    "POST,/healthz,GET",
    "OPTIONS,/v1/charges,'GET, POST'",
    "TRACE,/v1/charges,'GET, POST'",
  })
  void aMethodThatAPathDoesNotHaveIs405WithAllow(String method, String path, String allow) {
    HttpResponse<String> response = entry.send(path, get().method(method, BodyPublishers.noBody()));

    problem(response, 405, "method_not_allowed");
    assertThat(response.headers().firstValue("Allow")).hasValue(allow);
  }

  @Test
  void anIdThatCannotBeIs404AndAPathThatCannotBeIs400() {
    problem(entry.send("/v1/charges/a.b", get()), 404, "payment_not_found");
    HttpResponse<String> noReceipt = entry.send("/v1/receipts/a.b", get());
    problem(noReceipt, 404, "receipt_not_found");
    assertThat(noReceipt.body()).contains("there is no such receipt");
    problem(entry.send("/v1/charges/a%2Fb", get()), 400, "malformed_request");
  }

  @Test
  void aBodyThatIsTooLongIs413AndTheEntryGoesOn() {
    for (int length : new int[] {64 * 1024 + 1, 900_000}) {
      problem(charge("\"" + "x".repeat(length) + "\""), 413, "body_too_large");
    }
    problem(charge("\"" + "x".repeat(64 * 1024 - 2) + "\""), 400, "invalid_field");
    HttpResponse<String> unannounced =
        entry.send(
            "/v1/charges",
            post("")
                .POST(
                    BodyPublishers.ofByteArrays(
                        Collections.nCopies(20, "x".repeat(10_000).getBytes(UTF_8)))));
    problem(unannounced, 413, "body_too_large");
  }

  @Test
  void aCallerMayAskBeforeItSendsTheBody() {
    assertThat(entry.send("/v1/charges", post(CHARGE).expectContinue(true)).statusCode())
        .isEqualTo(201);
  }

  @Test
  void jsonSentAsAFormAsCurlDoesIs415() {
    problem(
        entry.send(
            "/v1/charges",
            post(CHARGE).setHeader("Content-Type", "application/x-www-form-urlencoded")),
        415,
        "content_type_refused");
  }

  @Test
  void anotherContentTypeIs415() {
    problem(
        entry.send(
            "/v1/charges",
            post("CamelHttpUri=http%3A%2F%2Felsewhere&id=1")
                .setHeader("Content-Type", "application/x-www-form-urlencoded")),
        415,
        "content_type_refused");
    assertThat(
            entry
                .send(
                    "/v1/charges",
                    post(CHARGE).setHeader("Content-Type", "application/json; charset=utf-8"))
                .statusCode())
        .isEqualTo(201);
  }

  @Test
  void healthNeedsNoKeyAndFollowsReadiness() {
    HttpResponse<String> up = entry.send("/healthz", HttpRequest.newBuilder().GET());
    assertThat(up.statusCode()).isEqualTo(200);
    assertThat(json(up).path("status").asText()).isEqualTo("up");

    entry.readiness.set(ReadinessState.REFUSING_TRAFFIC);
    problem(entry.send("/healthz", HttpRequest.newBuilder().GET()), 503, "not_ready");
  }

  @Test
  void theContractAndItsPageAreServedFromTheHubAlone() {
    HttpResponse<String> contract = entry.send("/openapi.yaml", HttpRequest.newBuilder().GET());
    assertThat(contract.statusCode()).isEqualTo(200);
    assertThat(contract.body()).startsWith("openapi: 3.1.0");

    HttpResponse<String> page = entry.send("/docs", HttpRequest.newBuilder().GET());
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body()).contains("swagger-ui-bundle.js").doesNotContain("http:", "https:");
    for (String asset :
        List.of("swagger-ui.css", "swagger-ui-bundle.js", "start.js", "favicon-32x32.png")) {
      assertThat(page.body() + "start.js").contains(asset);
      assertThat(entry.send("/docs/" + asset, HttpRequest.newBuilder().GET()).statusCode())
          .as(asset)
          .isEqualTo(200);
    }
  }
}
