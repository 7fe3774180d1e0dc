package io.serai.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.serai.payment.ErrorCode;
import io.serai.testkit.Ports;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the client makes of answers, of none, and of nonsense; a real hub seldom gives these. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
@SuppressWarnings("NullAway.Init")
class SeraiClientTest {

  private static final String CHARGE =
      """
      {"id": "pay_1", "state": "approved", "amount": 1000, "currency": "JPY",
       "created_at": "2026-11-23T09:00:00Z"}
      """;
  private static final ChargeRequest REQUEST =
      ChargeRequest.of(1000, "JPY", Method.card("tok_visa", "visa"));

  private ScriptedHub hub;
  private SeraiClient client;

  @BeforeEach
  void start() throws Exception {
    hub = new ScriptedHub();
    client = new SeraiClient(settings(hub.uri()));
  }

  @AfterEach
  void stop() {
    hub.close();
  }

  private static ClientSettings settings(URI uri) {
    return ClientSettings.of(uri, "sk_secret")
        .withTries(3)
        .withTimeout(Duration.ofSeconds(20))
        .withPauses(Duration.ofMillis(5), Duration.ofMillis(20));
  }

  private static String problem(String code, int status) {
    return """
        {"type": "urn:serai:problem:%s", "title": "T", "status": %d, "code": "%s", "detail": "why"}
        """
        .formatted(code, status, code);
  }

  @Test
  void aRequestIsWrittenInTheContractsWords() {
    hub.answers(201, CHARGE);
    Charge charge = client.charge("key-1", REQUEST.withReference("order-1"));
    assertThat(charge.state()).isEqualTo(ChargeState.APPROVED);
    assertThat(charge.createdAt()).isEqualTo("2026-11-23T09:00:00Z");
    assertThat(hub.seen())
        .containsExactly(
            "POST /v1/charges key-1 application/json Bearer sk_secret {\"amount\":1000,"
                + "\"currency\":\"JPY\",\"method\":{\"type\":\"card\",\"token\":\"tok_visa\","
                + "\"brand\":\"visa\"},\"reference\":\"order-1\"}");
  }

  @Test
  void whatANewerHubAddsIsPassedOver() {
    hub.answers(201, CHARGE.replace("{\"id\"", "{\"mood\": {\"is\": [1]}, \"id\""));
    assertThat(client.charge("key-1", REQUEST).id()).isEqualTo("pay_1");
    hub.answers(200, CHARGE.replace("approved", "levitating"));
    assertThat(client.charge("pay_1").state()).isEqualTo(ChargeState.OTHER);
    hub.fails(418, problem("teapot", 418));
    HubErrorException failure =
        catchThrowableOfType(HubErrorException.class, () -> client.charge("pay_1"));
    assertThat(failure.errorCode()).isEmpty();
    assertThat(failure.problem().code()).isEqualTo("teapot");
  }

  @Test
  void noAnswerAndServerErrorsAreSentAgainUnderTheSameKey() {
    hub.breaks();
    hub.fails(500, problem("internal", 500));
    hub.answers(201, CHARGE);
    assertThat(client.charge("key-1", REQUEST).id()).isEqualTo("pay_1");
    assertThat(hub.seen()).hasSize(3).allMatch(hub.seen().get(0)::equals);
  }

  @ParameterizedTest
  @CsvSource({
    "402, declined",
    "409, idempotency_key_reused",
    "400, invalid_field",
    "401, unauthorized",
    "429, cap_exceeded",
    "404, payment_not_found"
  })
  void whatWouldBeAnsweredTheSameIsNotSentAgain(int status, String code) {
    hub.fails(status, problem(code, status));
    assertThatThrownBy(() -> client.charge("key-1", REQUEST))
        .isInstanceOfSatisfying(
            HubErrorException.class,
            failure -> {
              assertThat(failure.errorCode()).contains(ErrorCode.of(code).orElseThrow());
              assertThat(failure.mayHaveHappened()).isFalse();
            })
        .hasMessage(code + ": why");
    assertThat(hub.seen()).hasSize(1);
  }

  @Test
  void whatTheHubCannotJustNowIsToldOnceTheTriesAreOver() {
    for (int i = 0; i < 3; i++) {
      hub.fails(503, problem("overloaded", 503), "Retry-After", "86400");
    }
    HubErrorException failure =
        catchThrowableOfType(HubErrorException.class, () -> client.charge("key-1", REQUEST));
    assertThat(failure.errorCode()).contains(ErrorCode.OVERLOADED);
    assertThat(failure.retryAfter()).as("asked, and not waited").isEqualTo(Duration.ofDays(1));
    assertThat(failure.mayHaveHappened()).isFalse();
    assertThat(hub.seen()).hasSize(3);
  }

  @Test
  void aDefectOfTheHubSaysNothingOfTheEffect() {
    for (int i = 0; i < 3; i++) {
      hub.fails(500, problem("internal", 500));
    }
    assertThat(failure().mayHaveHappened()).isTrue();
  }

  @Test
  void nothingWasSentWhereNobodyListens() {
    URI nobody = URI.create("http://localhost:" + Ports.free());
    NoAnswerException failure =
        catchThrowableOfType(
            NoAnswerException.class,
            () -> new SeraiClient(settings(nobody)).charge("key-1", REQUEST));
    assertThat(failure.mayHaveHappened()).isFalse();
    assertThat(failure).hasMessage("cannot connect to " + nobody);
  }

  @Test
  void aHubThatIsGoneAfterItTookTheRequestMayHaveDoneIt() {
    hub.breaksAndIsGone();
    assertThat(failure())
        .isInstanceOf(NoAnswerException.class)
        .matches(SeraiClientException::mayHaveHappened)
        .hasMessageContaining("cannot connect");
  }

  @Test
  void aSilentHubIsLeftAfterTheTimeOut() {
    hub.hangs();
    var impatient =
        new SeraiClient(settings(hub.uri()).withTimeout(Duration.ofMillis(200)).withTries(1));
    assertThatThrownBy(() -> impatient.charge("key-1", REQUEST))
        .isInstanceOf(NoAnswerException.class)
        .hasMessage("no answer of " + hub.uri() + " in 200 ms");
  }

  static Stream<String> nonsense() {
    return Stream.of("<html>Sign in</html>", "", "{}", "null", "{\"id\": 1", CHARGE + "{}", "[]");
  }

  @ParameterizedTest
  @MethodSource("nonsense")
  void aPageOfSomebodyElseIsNoAnswer(String page) {
    hub.answers(200, page);
    assertThatThrownBy(() -> client.charge("key-1", REQUEST))
        .isInstanceOf(NoAnswerException.class)
        .hasMessageContaining("what answered POST /v1/charges at localhost")
        .hasMessageContaining("with status 200 is no hub's answer; is the hub's address right?")
        .hasMessageNotContaining("Sign in")
        .matches(failure -> ((NoAnswerException) failure).mayHaveHappened());
    assertThat(hub.seen()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"null", "{}", "[", "{\"status\": 402, \"detail\": \"of another service\"}"})
  void aProblemOfAnotherServiceIsNoAnswerEither(String problem) {
    hub.fails(402, problem);
    assertThat(failure())
        .isInstanceOf(NoAnswerException.class)
        .hasMessageContaining("with status 402 is no hub's answer")
        .matches(failure -> !failure.mayBeSentAgain() && !failure.mayHaveHappened());
  }

  @Test
  void aGatewaysServerErrorIsSentAgain() {
    hub.answers(502, "<html>bad gateway</html>");
    hub.answers(404, "<html>no such page</html>");
    assertThat(failure()).isInstanceOf(NoAnswerException.class).hasMessageContaining("404");
    assertThat(hub.seen()).hasSize(2);
  }

  @Test
  void whoCancelsHearsNoMoreAndNothingIsSentAgain() {
    hub.hangs();
    CompletableFuture<Charge> answer = client.sendAsync(Call.charge("key-1", REQUEST));
    await().atMost(Duration.ofSeconds(20)).until(() -> hub.seen().size() == 1);
    answer.cancel(true);
    hub.release();
    assertThat(answer).isCancelled();
    assertThat(hub.seen()).hasSize(1);
  }

  @Test
  void whoIsInterruptedStopsWaiting() {
    hub.hangs();
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> client.charge("key-1", REQUEST))
        .isInstanceOf(NoAnswerException.class)
        .hasMessage("the wait for POST /v1/charges was interrupted");
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void aHubBelowAPathIsReachedThere() {
    hub.answers(200, CHARGE);
    new SeraiClient(settings(URI.create(hub.uri() + "/pay/"))).charge("a/b c?");
    assertThat(hub.seen())
        .singleElement()
        .asString()
        .startsWith("GET /pay/v1/charges/a%2Fb%20c%3F");
  }

  @Test
  void secretsAreNotShown() {
    assertThat(settings(hub.uri()).toString()).doesNotContain("sk_secret");
    assertThat(REQUEST.toString()).doesNotContain("tok_visa");
    assertThat(Call.charge("key-1", REQUEST)).hasToString("POST /v1/charges");
    assertThat(GoogleReceiptRequest.ofProduct("u", "p", "tok").toString()).doesNotContain("tok");
    assertThat(AppleReceiptRequest.ofSigned("u", "p", "jws").toString()).doesNotContain("jws");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a\nb", "schlüssel"})
  void aKeyThatNoHeaderTakesIsRefusedAtOnce(String key) {
    assertThatThrownBy(() -> Call.charge(key, REQUEST))
        .hasMessage(
            "key: must be 1 to 255 printable characters of ASCII, one key for each intended effect");
    assertThatThrownBy(() -> Call.charge("k".repeat(256), REQUEST)).hasMessageStartingWith("key:");
    assertThatThrownBy(() -> Call.charge(" ")).hasMessageStartingWith("payment: is empty");
  }

  @Test
  void settingsThatCannotBeAreNamedAndNotTheirSecrets() {
    URI good = URI.create("https://pay.example.com");
    for (String bad : List.of("ftp://a", "localhost:8080", "/v1", "http://a?b=c", "http://u:p@a")) {
      assertThatThrownBy(() -> ClientSettings.of(URI.create(bad), "sk_1"))
          .as(bad)
          .hasMessage("hub: is no address of a hub; write such as https://pay.example.com");
    }
    assertThatThrownBy(() -> ClientSettings.of(good, "sk_1\nX: y"))
        .hasMessageStartingWith("apiKey: is not one line")
        .hasMessageNotContaining("sk_1");
    ClientSettings settings = ClientSettings.of(good, "sk_1");
    assertThatThrownBy(() -> settings.withTries(0)).hasMessage("tries: must be 1 to 20");
    assertThatThrownBy(() -> settings.withTimeout(Duration.ZERO))
        .hasMessageStartingWith("timeout:");
    assertThatThrownBy(() -> settings.withPauses(Duration.ofMillis(-1), Duration.ofSeconds(1)))
        .hasMessageStartingWith("firstPause:");
  }

  private SeraiClientException failure() {
    return catchThrowableOfType(SeraiClientException.class, () -> client.charge("key-1", REQUEST));
  }
}
