package io.serai.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.serai.testkit.TestSqs;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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

/** Wrong amounts and currencies through the whole hub: a clear error each, and nothing moves. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 4, unit = TimeUnit.MINUTES)
@ExtendWith(OutputCaptureExtension.class)
@SuppressWarnings("NullAway.Init")
class BadInputTest {

  private static final Duration SOON = Duration.ofSeconds(60);
  private static final String WHOLE = "must be a whole JSON number without fraction or quotes";

  private TestHub hub;
  private Rest rest;
  private Terminal terminal;

  @BeforeAll
  void start() {
    hub = TestHub.start(Map.of("serai.renewals.visibility-seconds", "2"));
    rest = hub.rest();
    terminal = Terminal.connect(hub.isoPort());
  }

  @AfterAll
  void stop() {
    terminal.close();
    hub.close();
  }

  @BeforeEach
  void forget() {
    hub.doubles().reset();
  }

  private void nothingMoved() {
    for (String provider : List.of("gateway-a", "gateway-b", "issuer-h")) {
      assertThat(hub.book(provider)).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 | JPY | amount | must be at least 1",
        "-5 | JPY | amount | must be at least 1",
        "10.5 | JPY | amount | " + WHOLE,
        "10.00 | USD | amount | " + WHOLE,
        "1e3 | JPY | amount | " + WHOLE,
        "\"1000\" | JPY | amount | " + WHOLE,
        "true | JPY | amount | " + WHOLE,
        "1000000000000 | JPY | amount | must be at most 999999999999",
        "9223372036854775808 | JPY | amount | must be at most 999999999999",
        "100 | jpy | currency | must match ^[A-Z]{3}$",
        "100 | 392 | currency | must match ^[A-Z]{3}$",
        "100 | QQQ | currency | is not an ISO 4217 currency such as JPY",
        "100 | XAU | currency | is not an ISO 4217 currency such as JPY",
      })
  void aWrongChargeOverRestIsToldByFieldAndFreesItsKey(
      String amount, String currency, String field, String message) {
    String json =
        """
        {"amount": %s, "currency": "%s",
         "method": {"type": "card", "token": "tok_visa", "brand": "visa"}}
        """;
    String key = "bad-" + amount.replace("\"", "'") + currency;
    Rest.Answer answer = rest.charge(key, json.formatted(amount, currency));
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.text("code")).isEqualTo("invalid_field");
    assertThat(answer.text("field")).isEqualTo(field);
    assertThat(answer.body().path("errors").findValuesAsText("message")).containsExactly(message);
    nothingMoved();
    assertThat(rest.charge(key, json.formatted("100", "JPY")).status()).isEqualTo(201);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 | 400 | must be at least 1",
        "-1 | 400 | must be at least 1",
        "0.5 | 400 | " + WHOLE,
        "1e2 | 400 | " + WHOLE,
        "\"100\" | 400 | " + WHOLE,
        "9223372036854775807 | 400 | must be at most 999999999999",
        "1001 | 409 | at most 1000 JPY is left to refund",
        "999999999999 | 409 | at most 1000 JPY is left to refund",
      })
  void aWrongRefundIsToldAndGivesNothingBack(String amount, int status, String message) {
    String payment = rest.charge(1000).text("id");
    Rest.Answer answer =
        rest.refund(payment, "bad-" + payment, "{\"amount\": %s}".formatted(amount)).join();
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.body().path("errors").findValuesAsText("message")).contains(message);
    assertThat(hub.book("gateway-a")).containsExactly("charge 1000");
    Rest.Answer charge = rest.get("/v1/charges/" + payment);
    assertThat(charge.text("state")).isEqualTo("approved");
    assertThat(charge.body().has("refunded")).isFalse();
  }

  @Test
  void whatWasNotChargedOrIsNotThereCannotBeRefunded() {
    hub.doubles().behave("gateway-a", "decline:51", 1);
    Rest.Answer declined = rest.charge(1000);
    Rest.Answer refund = rest.refund(declined.text("id"), "of-declined", "{}").join();
    assertThat(refund.status()).isEqualTo(409);
    assertThat(refund.text("detail")).isEqualTo("a payment that is declined cannot be refunded");
    Rest.Answer absent = rest.refund("pay_none", "of-none", "{}").join();
    assertThat(absent.status()).isEqualTo(404);
    assertThat(absent.text("detail")).isEqualTo("there is no such payment");
    nothingMoved();
  }

  @ParameterizedTest
  @CsvSource({
    "101,4,000000000000,DE4: must be more than zero",
    "102,4,-00000001000,DE4: must be 12 digits",
    "103,4,00000001.000,DE4: must be 12 digits",
    "104,4,0000000001E3,DE4: must be 12 digits",
    "105,49,000,DE49: is not an ISO 4217 number",
    "106,49,JPY,DE49: must be 3 digits",
    "107,49,959,DE49: is not an ISO 4217 number",
  })
  void aWrongAuthorizationIs30AndItsFieldIsInTheLog(
      int stan, int field, String value, String message, CapturedOutput log) {
    assertThat(terminal.code(Terminal.request("0100", stan).set(field, value))).isEqualTo("30");
    assertThat(log).contains("0100 with STAN %06d is answered 30: ".formatted(stan) + message);
    nothingMoved();
    assertThat(terminal.code(Terminal.request("0100", stan))).isEqualTo("00");
  }

  @Test
  void aControlCharacterFromATerminalIs30() {
    assertThat(terminal.code(Terminal.request("0100", 110).set(42, "SHOP\u0000"))).isEqualTo("30");
    assertThat(terminal.code(Terminal.request("0100", 111).set(41, "T\u0007"))).isEqualTo("30");
    nothingMoved();
  }

  @Test
  void aReversalWithoutOriginalIs25AndUndoesNothing() {
    assertThat(terminal.code(Terminal.request("0100", 120))).isEqualTo("00");
    assertThat(terminal.code(Terminal.reversal("0400", 122, 121))).isEqualTo("25");
    assertThat(hub.book("issuer-h")).containsExactly("authorize 1000");
    assertThat(hub.payment(120).state()).isEqualTo("approved");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"amount\": 0 | amount: must be at least 1",
        "\"amount\": -980 | amount: must be at least 1",
        "\"amount\": 9.8 | amount: " + WHOLE,
        "\"amount\": 1e3 | amount: " + WHOLE,
        "\"amount\": \"980\" | amount: " + WHOLE,
        "\"amount\": 9223372036854775808 | amount: must be at most 999999999999",
        "\"currency\": \"jpy\" | currency: must match ^[A-Z]{3}$",
        "\"currency\": \"QQQ\" | currency: is not an ISO 4217 currency such as JPY",
        "\"reference\": \"a\\u0000b\" | reference: must match",
        "\"merchant\": \"a\\u0000b\" | merchant: must match",
      })
  void aWrongRenewalGoesToTheDeadLettersWithItsReason(
      String field, String message, CapturedOutput log) throws Exception {
    int before = left(hub.deadRenewals());
    String good =
        """
        {"subscription": "sub_bad", "period": "2026-12", "amount": 980, "currency": "JPY",
         "method": {"type": "card", "token": "tok_visa", "brand": "visa"}}
        """;
    String name = field.substring(0, field.indexOf(':'));
    String bad =
        good.contains(name)
            ? good.replaceFirst(name + ": (980|\"JPY\")", field.replace("\\", "\\\\"))
            : good.replaceFirst("\\{", "{" + field.replace("\\", "\\\\") + ",");
    TestSqs.shared().send(hub.renewals(), bad);
    await().atMost(SOON).until(() -> left(hub.deadRenewals()) == before + 1);
    assertThat(log).contains("A renewal goes to the dead letters: " + message);
    nothingMoved();
  }

  @Test
  void onlyTheOneThatTheDatabaseRefusesFailsAndNothingIsSentForIt() {
    hub.jdbc()
        .execute("alter table payment add constraint refused check (merchant <> 'refused-shop')");
    try {
      List<CompletableFuture<Rest.Answer>> asked = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        asked.add(
            rest.chargeAsync(
                "group-" + i,
                """
                {"amount": 100, "currency": "JPY", "merchant": "%s",
                 "method": {"type": "card", "token": "tok_visa", "brand": "visa"}}
                """
                    .formatted(i == 20 ? "refused-shop" : "shop")));
      }
      for (int i = 0; i < 40; i++) {
        Rest.Answer answer = asked.get(i).join();
        assertThat(answer.status()).as("charge " + i).isEqualTo(i == 20 ? 503 : 201);
      }
      assertThat(asked.get(20).join().text("code")).isEqualTo("journal_unavailable");
      assertThat(asked.get(20).join().text("detail")).isEqualTo("the journal refused the entry");
      assertThat(hub.book("gateway-a")).hasSize(39);
    } finally {
      hub.jdbc().execute("alter table payment drop constraint refused");
    }
  }

  private static int left(String queue) throws Exception {
    return TestSqs.shared().left(queue);
  }
}
