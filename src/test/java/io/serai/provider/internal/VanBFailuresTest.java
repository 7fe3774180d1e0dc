package io.serai.provider.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.payment.Outcome;
import io.serai.provider.Provider;
import io.serai.testkit.Ports;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every way of failing of the VAN with signed JSON, over real sockets, to its outcome (S3.4). */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class VanBFailuresTest {

  private static final String HEAD = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n";
  private static final String APPROVED =
      "{\"result\": \"APPROVED\", \"approval\": {\"date\": \"20261128\", \"number\": \"000001\"}}";

  private static ShippedProviders providers;

  @BeforeAll
  static void start() {
    providers = new ShippedProviders();
  }

  @AfterAll
  static void stop() {
    providers.close();
  }

  @Test
  void aRefusedConnectionIsNotSent() {
    assertThat(authorize(Ports.free()).kind()).isEqualTo(Outcome.Kind.NOT_SENT);
  }

  @Test
  void anApprovalCarriesItsDayAndNumber() throws Exception {
    assertThat(answered((socket, request) -> RawServer.json(socket, 200, APPROVED)))
        .isEqualTo(new Outcome.Approved("20261128000001", "000001"));
  }

  @Test
  void aResetOrAnEndBeforeTheFirstByteIsUnknown() throws Exception {
    assertUnknown(answered((socket, request) -> RawServer.reset(socket)));
    assertUnknown(answered((socket, request) -> socket.close()));
  }

  @Test
  void aResetAfterTheFirstByteIsUnknown() throws Exception {
    assertUnknown(
        answered(
            (socket, request) -> {
              RawServer.write(socket, HEAD.substring(0, 25));
              RawServer.reset(socket);
            }));
  }

  @Test
  void aTruncatedAnswerAndASlowDripAreUnknown() throws Exception {
    String half = HEAD + "Content-Length: 400\r\n\r\n" + APPROVED;
    assertUnknown(
        answered(
            (socket, request) -> {
              RawServer.write(socket, half);
              socket.close();
            }));
    assertThat(answered((socket, request) -> RawServer.drip(socket, half)))
        .isEqualTo(new Outcome.Unknown("timeout"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "no JSON",
        "null",
        "[]",
        "{}",
        "{\"result\": 1}",
        "{\"result\": \"APPROVED?\"}",
        "{\"result\": \"DECLINED\"}",
        "{\"result\": \"DUPLICATE\"}"
      })
  void anAnswerThatCannotBeReadOrIsListedNowhereIsUnknown(String body) throws Exception {
    assertUnknown(answered((socket, request) -> RawServer.json(socket, 200, body)));
  }

  @ParameterizedTest
  @CsvSource({
    "401, BAD_SIGNATURE, elsewhere",
    "503, TRY_ELSEWHERE, elsewhere",
    "400, INVALID_REQUEST, declined",
    "503, MAINTENANCE, unknown",
    "500, TRY_ELSEWHERE, unknown",
    "401, '', unknown"
  })
  void anErrorIsWhatTheTableSays(int status, String error, String expected) throws Exception {
    String body = "{\"error\": \"" + error + "\"}";
    assertThat(word(answered((socket, request) -> RawServer.json(socket, status, body))))
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "01, declined",
    "03, declined",
    "04, declined",
    "05, declined",
    "12, declined",
    "13, declined",
    "14, declined",
    "15, declined",
    "30, declined",
    "41, declined",
    "43, declined",
    "51, declined",
    "54, declined",
    "55, declined",
    "57, declined",
    "58, declined",
    "59, declined",
    "61, declined",
    "62, declined",
    "63, declined",
    "65, declined",
    "75, declined",
    "78, declined",
    "91, elsewhere",
    "92, elsewhere",
    // Listed nowhere, or nowhere to be believed: it may have happened.
    "00, unknown",
    "68, unknown",
    "94, unknown",
    "96, unknown",
    "A1, unknown",
    "'', unknown"
  })
  void eachIssuersCodeIsWhatTheTableSays(String code, String expected) throws Exception {
    String body = "{\"result\": \"DECLINED\", \"issuerCode\": \"" + code + "\"}";
    assertThat(word(answered((socket, request) -> RawServer.json(socket, 200, body))))
        .isEqualTo(expected);
  }

  private static Outcome answered(RawServer.Script script) throws IOException {
    try (RawServer server = RawServer.plain(script)) {
      Outcome outcome = authorize(server.port());
      assertThat(server.requests()).as("sent once").isLessThanOrEqualTo(1);
      return outcome;
    }
  }

  private static Outcome authorize(int port) {
    Provider provider =
        providers.start("van-b", Map.of("url", "http://localhost:" + port, "timeout", "2s"));
    Outcome outcome = providers.authorize(provider, "k");
    provider.rail().stop();
    return outcome;
  }

  private static String word(Outcome outcome) {
    return outcome.elsewhere() ? "elsewhere" : outcome.word();
  }

  private static void assertUnknown(Outcome outcome) {
    assertThat(outcome.kind()).as("%s", outcome).isEqualTo(Outcome.Kind.UNKNOWN);
  }
}
