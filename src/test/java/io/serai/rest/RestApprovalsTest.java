package io.serai.rest;

import static io.serai.rest.RestEntry.get;
import static io.serai.rest.RestEntry.json;
import static io.serai.rest.RestEntry.post;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.serai.payment.CardNumber;
import io.serai.payment.ErrorCode;
import io.serai.payment.ExchangeKeys;
import io.serai.payment.SeraiException;
import io.serai.payment.TerminalGate;
import io.serai.testkit.TestGate;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/**
 * Approvals for POS programs over a real socket: what they send, and every answer (S3.1, S3.13).
 */
@Timeout(60)
@TestInstance(Lifecycle.PER_CLASS)
@ExtendWith(OutputCaptureExtension.class)
class RestApprovalsTest {

  private static final String PAN = "4111111111111111";

  private final RestEntry entry;

  RestApprovalsTest() throws Exception {
    entry = new RestEntry();
  }

  @AfterAll
  void stop() {
    entry.close();
  }

  @BeforeEach
  void approving() {
    entry.routeSet.handed.clear();
    entry.gate = TestGate.OPEN;
    for (String name : List.of("approvals", "cash-receipts", "approval", "approval-cancels")) {
      entry.routeSet.answer(name, result("approved", "approved"));
    }
  }

  private static Map<String, Object> result(String outcome, String state) {
    Map<String, Object> result = new HashMap<>();
    result.put("id", "pay_1");
    result.put("payment", "pay_1");
    result.put("state", state);
    result.put("amount", 1000L);
    result.put("currency", "KRW");
    result.put("provider", "issuer-h");
    result.put("approval_code", "A12345");
    result.put("created_at", "2026-11-23T09:00:00Z");
    result.put("outcome", outcome);
    result.put("code", outcome);
    return result;
  }

  private static String approval(String more) {
    return """
        {"type": "card", "merchant": "MERCHANT0000001", "terminal": "TERM0001", "amount": 1000,
         "currency": "KRW", "card": {"number": "4111111111111111", "expiry": "3012"}%s}
        """
        .formatted(more.isEmpty() ? "" : ", " + more);
  }

  private HttpResponse<String> approve(String body) {
    return entry.send("/v1/approvals", post(body));
  }

  private static JsonNode refused(HttpResponse<String> response, int status, String code) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    assertThat(json(response).path("code").asText()).isEqualTo(code);
    return json(response);
  }

  @Test
  void anApprovalIsHandedOverAsATerminalsRequestIs() {
    HttpResponse<String> response =
        approve(
            approval(
                "\"installment_months\": 3, \"tax\": 91, \"reference\": \"receipt-1\","
                    + " \"data\": {\"coupon\": \"spring\"}"));

    assertThat(response.statusCode()).as(response.body()).isEqualTo(201);
    RouteSetDouble.Handed handed = entry.routeSet.last();
    assertThat(handed.entry()).isEqualTo("approvals");
    assertThat(handed.key(ExchangeKeys.CHANNEL)).isEqualTo("pos");
    assertThat(handed.key(ExchangeKeys.TENANT)).isEqualTo("acme");
    Map<String, Object> method = new HashMap<>();
    method.put("type", "card");
    method.put("bin", "411111");
    method.put("last4", "1111");
    method.put("pan", CardNumber.of(PAN, "card"));
    method.put("expiry", "3012");
    method.put("installment_months", 3L);
    method.put("tax", 91L);
    method.put("data", Map.of("coupon", "spring"));
    method.put("terminal", "TERM0001");
    assertThat(handed.body())
        .isEqualTo(
            Map.of(
                    "type",
                    "card",
                    "merchant",
                    "MERCHANT0000001",
                    "terminal",
                    "TERM0001",
                    "amount",
                    1000L,
                    "currency",
                    "KRW",
                    "capture",
                    true,
                    "installment_months",
                    3L,
                    "tax",
                    91L,
                    "reference",
                    "receipt-1",
                    "data",
                    Map.of("coupon", "spring")) // and the method, below
                .entrySet()
                .stream()
                .collect(
                    () -> new HashMap<Object, Object>(Map.of("method", method)),
                    (all, one) -> all.put(one.getKey(), one.getValue()),
                    HashMap::putAll));
    assertThat(handed.body().toString()).contains("411111******1111").doesNotContain(PAN);
  }

  @Test
  void anApprovalIs201WithItsCodes() {
    HttpResponse<String> response = approve(approval(""));

    assertThat(response.headers().firstValue("Location")).hasValue("/v1/approvals/pay_1");
    assertThat(json(response).path("response_code").asText()).isEqualTo("00");
    assertThat(json(response).path("approval_code").asText()).isEqualTo("A12345");
    assertThat(json(response).path("state").asText()).isEqualTo("approved");
    assertThat(response.body()).doesNotContain("1111");
  }

  @ParameterizedTest
  @CsvSource({
    "declined, declined, 51, 402, declined, 51, The provider declined.",
    "declined, declined, insufficient_funds, 402, declined, 05, The provider declined.",
    "declined, declined, 00, 402, declined, 05, The provider declined.",
    "unknown, unknown, , 402, declined, 91, 'Nobody said yes in time; whatever happened is undone,"
        + " and nothing stays charged.'",
    "pending, pending, , 402, declined, 91, 'Nobody said yes in time; whatever happened is undone,"
        + " and nothing stays charged.'",
    "failed, failed, , 503, providers_unavailable, 91, No provider could be reached. Nothing was"
        + " charged; try again with the same key.",
  })
  void whatIsNotApprovedIsRefusedForGood(
      String outcome,
      String state,
      String declineCode,
      int status,
      String code,
      String responseCode,
      String detail) {
    Map<String, Object> result = result(outcome, state);
    if (declineCode != null) {
      result.put("decline_code", declineCode);
    }
    entry.routeSet.answer("approvals", result);

    JsonNode problem = refused(approve(approval("")), status, code);

    assertThat(problem.path("response_code").asText()).isEqualTo(responseCode);
    assertThat(problem.path("detail").asText()).isEqualTo(detail);
    assertThat(problem.path("id").asText()).isEqualTo(status == 402 ? "pay_1" : "");
  }

  @Test
  void anApprovalThatIsTakenBackIsNotToldAsOne() {
    Map<String, Object> result = result("approved", "approved");
    result.put("reversal_requested", true);
    entry.routeSet.answer("approvals", result);
    assertThat(refused(approve(approval("")), 402, "declined").path("response_code").asText())
        .isEqualTo("91");
    entry.routeSet.answer("approval", result);
    JsonNode read = json(entry.send("/v1/approvals/pay_1", get()));
    assertThat(read.path("response_code").asText()).isEqualTo("91");
    assertThat(read.path("reversal_requested").asBoolean()).isTrue();
  }

  @Test
  void aRouteRefusesWithTwoDigitsAndCannotApproveWithThem() {
    entry.routeSet.answer("approvals", "15");
    JsonNode problem = refused(approve(approval("")), 402, "declined");
    assertThat(problem.path("response_code").asText()).isEqualTo("15");
    assertThat(problem.path("detail").asText())
        .isEqualTo("The hub's routes take no such request; nobody was asked.");

    entry.routeSet.answer("approvals", "00");
    assertThat(refused(approve(approval("")), 500, "internal").path("response_code").asText())
        .isEqualTo("96");
  }

  /** S1.25: one field takes a card number, to the letter, and no other place does. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"type\": \"card\", \"card.number\": \"4111111111111111\"} | card.number",
        "{\"card\": [{\"number\": \"4111111111111111\"}]} | card.0.number",
        "{\"card\": {\"number\": 4111111111111111}} | card.number",
        "{\"card\": {\"expiry\": \"4111111111111111\"}} | card.expiry",
        "{\"card\": {\"number\": {\"number\": \"4111111111111111\"}}} | card.number.number",
        "{\"card\": {\"track2\": \"4111111111111111=30121010000012300000\"}} | card.track2",
        "{\"number\": \"4111111111111111\"} | number",
        "{\"reference\": \"4111 1111 1111 1111\"} | reference",
        "{\"terminal\": \"4111111111111111\"} | terminal",
        "{\"data\": {\"number\": \"4111111111111111\"}} | data.number",
        "{\"data\": {\"card.number\": \"4111111111111111\"}} | data.card.number",
        "{\"4111111111111111\": 1} | [number]",
      })
  void aCardNumberAnywhereElseIsRefused(String body, String field) {
    HttpResponse<String> response = approve(body);
    JsonNode problem = refused(response, 400, "card_number_refused");
    assertThat(problem.path("field").asText()).isEqualTo(field);
    assertThat(problem.path("response_code").asText()).isEqualTo("30");
    assertThat(response.body()).doesNotContain(PAN).doesNotContain("4111 1111");
    assertThat(entry.routeSet.handed).isEmpty();
  }

  @Test
  void aChargeTakesNoCardNumberStill() {
    String body =
        """
        {"amount": 1000, "currency": "JPY", "card": {"number": "4111111111111111"},
         "method": {"type": "card", "token": "tok_visa"}}
        """;
    refused(entry.send("/v1/charges", post(body)), 400, "card_number_refused");
  }

  @Test
  void aMerchantsIdThatLooksLikeACardNumberIsOneOnlyUnlessItIsRegistered() {
    String body = approval("").replace("MERCHANT0000001", "378282246310005");
    assertThat(approve(body).statusCode()).isEqualTo(201);
    refused(
        entry.send("/v1/approvals", post(body).setHeader("Authorization", "Bearer sk_test_open")),
        400,
        "card_number_refused");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"card\": {\"number\": \"4111\"} | card.number | must match ^[0-9]{12,19}$",
        "\"card\": {\"number\": \"4111-1111\"} | card.number | must match ^[0-9]{12,19}$",
        "\"card\": {} | card.number | is missing",
        "\"x\": 1 | card | is missing",
        "\"card\": {\"number\": \"4111111111111111\", \"expiry\": \"12/30\"} | card.expiry |"
            + " must match ^[0-9]{4}$",
      })
  void aWrongCardIsNamedAndNeverRepeated(String card, String field, String message) {
    String body =
        "{\"type\": \"card\", \"merchant\": \"M\", \"terminal\": \"T\", \"amount\": 1000,"
            + " \"currency\": \"KRW\", "
            + card
            + "}";
    JsonNode problem = refused(approve(body), 400, "invalid_field");
    assertThat(problem.path("errors").toString())
        .contains("{\"field\":\"" + field + "\",\"message\":\"" + message + "\"}");
    assertThat(problem.path("response_code").asText()).isEqualTo("30");
  }

  @Test
  void anotherKindNeedsNoCard() {
    String body =
        """
        {"type": "prepaid", "merchant": "M", "terminal": "T", "amount": 1000, "currency": "KRW",
         "data": {"voucher": "SPRING-2026"}}
        """;
    assertThat(approve(body).statusCode()).isEqualTo(201);
    assertThat(entry.routeSet.last().body().get("method"))
        .isEqualTo(
            Map.of("type", "prepaid", "data", Map.of("voucher", "SPRING-2026"), "terminal", "T"));
  }

  @Test
  void aCashReceiptsIdentityIsSealedLikeACard() {
    String body =
        """
        {"merchant": "M", "terminal": "T", "amount": 4000, "currency": "KRW",
         "purpose": "consumer", "identity": "01000001234"}
        """;
    assertThat(entry.send("/v1/cash-receipts", post(body)).statusCode()).isEqualTo(201);
    Map<?, ?> handed = entry.routeSet.last().body();
    assertThat(handed.get("type")).isEqualTo("cash_receipt");
    assertThat(handed.toString()).contains("pan=*******1234").doesNotContain("01000001234");
    assertThat(handed.containsKey("identity")).isFalse();
  }

  @Test
  void theGateIsAskedWithTheTerminalsKey() {
    List<TerminalGate.Requester> asked = new ArrayList<>();
    entry.gate =
        requester -> {
          asked.add(requester);
          return TestGate.OPEN.admit(requester);
        };
    entry.send("/v1/approvals", post(approval("")).header("Serai-Terminal-Key", "tk_1"));
    entry.send(
        "/v1/approvals/pay_1/cancel",
        post("{\"merchant\": \"MERCHANT0000001\", \"terminal\": \"TERM0001\"}"));
    entry.send("/v1/approvals/pay_1", get());

    assertThat(asked)
        .containsExactly(
            new TerminalGate.Requester(
                "acme", "MERCHANT0000001", "TERM0001", new TerminalGate.ByKey("tk_1")),
            new TerminalGate.Requester(
                "acme", "MERCHANT0000001", "TERM0001", new TerminalGate.ByKey(null)));
    assertThat(entry.routeSet.last().headers()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "MERCHANT_REFUSED, merchant, merchant_refused, 03",
    "TERMINAL_REFUSED, terminal, terminal_refused, 58"
  })
  void whoIsNotLetInIs403AndNobodyIsAsked(
      ErrorCode error, String field, String code, String responseCode) {
    entry.gate =
        requester ->
            CompletableFuture.failedFuture(
                new SeraiException(error, field, field + ": is not in the registry", null));

    JsonNode problem = refused(approve(approval("")), 403, code);

    assertThat(problem.path("field").asText()).isEqualTo(field);
    assertThat(problem.path("detail").asText()).isEqualTo(field + ": is not in the registry");
    assertThat(problem.path("response_code").asText()).isEqualTo(responseCode);
    assertThat(entry.routeSet.handed).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "approved, 200, 00",
    "pending, 202, 09",
    "unknown, 202, 09",
    "declined, 402, 05",
    "failed, 503, 91"
  })
  void aCancelIsAnsweredWithItsCode(String outcome, int status, String responseCode) {
    entry.routeSet.answer("approval-cancels", result(outcome, "succeeded"));
    HttpResponse<String> response =
        entry.send(
            "/v1/approvals/pay_1/cancel", post("{\"merchant\": \"M\", \"terminal\": \"T\"}"));
    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(json(response).path("response_code").asText()).isEqualTo(responseCode);
    assertThat(entry.routeSet.last().body())
        .isEqualTo(Map.of("payment", "pay_1", "merchant", "M", "terminal", "T"));
  }

  @Test
  void aKeyIsOneForTheSameCardOnly(CapturedOutput log) {
    approve(approval(""));
    String first = entry.routeSet.last().key(ExchangeKeys.FINGERPRINT);
    approve(approval(""));
    assertThat(entry.routeSet.last().key(ExchangeKeys.FINGERPRINT)).isEqualTo(first);
    approve(approval("").replace(PAN, "4242424242424242"));
    assertThat(entry.routeSet.last().key(ExchangeKeys.FINGERPRINT)).isNotEqualTo(first);
    assertThat(log).doesNotContain(PAN);
  }
}
