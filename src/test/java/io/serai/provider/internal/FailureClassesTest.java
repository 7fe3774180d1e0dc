package io.serai.provider.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.util.HashedWheelTimer;
import io.serai.payment.CardNumber;
import io.serai.payment.Currency;
import io.serai.payment.Money;
import io.serai.payment.Operation;
import io.serai.payment.Outcome;
import io.serai.payment.SendBy;
import io.serai.provider.OutcomeTable;
import io.serai.provider.Provider;
import io.serai.provider.ProviderCall;
import io.serai.provider.ProviderDefinition;
import io.serai.testkit.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.component.kamelet.KameletComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every way of failing, over real sockets, through the shipped Kamelets and tables to its outcome
 * (3.1). Only what provably handed no byte to the provider may be {@code not_sent}.
 */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class FailureClassesTest {

  private static final String SUCCEEDED = "{\"id\": \"ch_1\", \"status\": \"succeeded\"}";
  private static final String HEAD = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n";

  private static CamelContext context;
  private static final HashedWheelTimer TIMER = new HashedWheelTimer();
  private static TimedAttempts attempts;
  private static Path trusted;
  private static Path stranger;

  @BeforeAll
  static void start() throws Exception {
    trusted = TestTls.keyStore("trusted");
    stranger = TestTls.keyStore("stranger");
    TestTls.trust(trusted);
    context = new DefaultCamelContext();
    KameletComponent kamelets = context.getComponent("kamelet", KameletComponent.class);
    kamelets.setLocation("file:kamelets");
    context.start();
    attempts = new TimedAttempts(TIMER, OwnProviders.ALL, event -> {});
  }

  @AfterAll
  static void stop() {
    TIMER.stop();
    context.stop();
    TestTls.trustAsUsual();
  }

  @Test
  void aRefusedConnectionIsNotSent() {
    assertNotSent(charge("http://localhost:" + Ports.free()));
  }

  @Test
  void aHostThatNobodyKnowsIsNotSent() {
    assertNotSent(charge("http://no-such-provider.invalid"));
  }

  @Test
  void aConnectTimeOutIsNotSent() throws Exception {
    List<SocketChannel> queued = new ArrayList<>();
    try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      for (int i = 0; i < 8; i++) {
        // Nobody accepts: once the queue is full, nothing is answered any more.
        SocketChannel waiting = SocketChannel.open();
        waiting.configureBlocking(false);
        var unused =
            waiting.connect(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), full.getLocalPort()));
        queued.add(waiting);
      }
      Outcome outcome = charge("http://localhost:" + full.getLocalPort(), "8s");
      assertNotSent(outcome);
      assertThat(outcome.code()).isEqualTo("connect_timeout");
    } finally {
      for (SocketChannel waiting : queued) {
        waiting.close();
      }
    }
  }

  @Test
  void aCertificateThatNobodyTrustsIsNotSent() throws Exception {
    try (RawServer server =
        new RawServer(TestTls.listen(stranger, "TLSv1.3", false), FailureClassesTest::approve)) {
      assertNotSent(charge("https://localhost:" + server.port()));
      assertThat(server.requests()).isZero();
    }
  }

  @Test
  void aServerThatSpeaksNoTlsIsNotSent() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      var unused =
          CompletableFuture.runAsync(
              () -> {
                try (Socket socket = server.accept()) {
                  RawServer.write(socket, "220 you have reached the wrong port\r\n");
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
      assertNotSent(charge("https://localhost:" + server.getLocalPort()));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void aGoodHandshakeIsAnOrdinaryAnswer(String protocol) throws Exception {
    try (RawServer server =
        new RawServer(TestTls.listen(trusted, protocol, false), FailureClassesTest::approve)) {
      assertThat(charge("https://localhost:" + server.port()))
          .isEqualTo(new Outcome.Approved("ch_1", null));
    }
  }

  @Test
  void aClientCertificateThatIsMissedInTheHandshakeIsNotSent() throws Exception {
    // TLS 1.2: the server says so before the handshake is over.
    try (RawServer server =
        new RawServer(TestTls.listen(trusted, "TLSv1.2", true), FailureClassesTest::approve)) {
      assertNotSent(charge("https://localhost:" + server.port()));
      assertThat(server.requests()).isZero();
    }
  }

  @Test
  void aClientCertificateThatIsMissedAfterTheHandshakeIsUnknown() throws Exception {
    // TLS 1.3: our side is done and the request may be on its way when the alert comes.
    try (RawServer server =
        new RawServer(TestTls.listen(trusted, "TLSv1.3", true), FailureClassesTest::approve)) {
      assertUnknown(charge("https://localhost:" + server.port()));
    }
  }

  @Test
  void aResetOverTlsIsUnknown() throws Exception {
    assertUnknown(
        charge(
            new RawServer(
                TestTls.listen(trusted, "TLSv1.3", false),
                (socket, request) -> RawServer.write(socket, HEAD.substring(0, 20))),
            "https"));
  }

  @Test
  void aResetBeforeTheFirstByteIsUnknown() throws Exception {
    assertUnknown(charge(RawServer.plain((socket, request) -> RawServer.reset(socket))));
  }

  @Test
  void anEndBeforeTheFirstByteIsUnknown() throws Exception {
    assertUnknown(charge(RawServer.plain((socket, request) -> socket.close())));
  }

  @Test
  void aResetAfterTheFirstByteIsUnknown() throws Exception {
    assertUnknown(
        charge(
            RawServer.plain(
                (socket, request) -> {
                  RawServer.write(socket, HEAD.substring(0, 25));
                  RawServer.reset(socket);
                })));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aReusedConnectionThatBreaksIsUnknownAndIsNotSentAgain(boolean reset) throws Exception {
    try (RawServer server =
        RawServer.plain(
            (socket, request) -> {
              if (request == 1) {
                RawServer.json(socket, 200, SUCCEEDED);
              } else if (reset) {
                RawServer.reset(socket);
              } else {
                socket.close();
              }
            })) {
      Provider provider = provider("gateway-a", "http://localhost:" + server.port(), "3s");
      assertThat(send(provider, "k1").kind()).isEqualTo(Outcome.Kind.APPROVED);
      assertUnknown(send(provider, "k2"));
      assertThat(server.requests()).isEqualTo(2);
      assertThat(server.connections()).isOne();
      provider.rail().stop();
    }
  }

  @Test
  void aTruncatedAnswerIsUnknown() throws Exception {
    assertUnknown(
        charge(
            RawServer.plain(
                (socket, request) -> {
                  RawServer.write(socket, HEAD + "Content-Length: 400\r\n\r\n" + SUCCEEDED);
                  socket.close();
                })));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "no HTTP at all\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n<html>no!",
        "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nnull",
        "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n[]",
        "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}",
        "HTTP/1.1 302 x\r\nLocation: http://localhost:1/\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 204 x\r\n\r\n"
      })
  void anAnswerThatCannotBeReadIsUnknown(String answer) throws Exception {
    assertUnknown(charge(RawServer.plain((socket, request) -> RawServer.write(socket, answer))));
  }

  @Test
  void aSlowDripIsUnknownOnceItsTimeIsOver() throws Exception {
    Outcome outcome =
        charge(
            RawServer.plain(
                (socket, request) ->
                    RawServer.drip(socket, HEAD + "Content-Length: 400\r\n\r\n" + SUCCEEDED)));
    assertThat(outcome).isEqualTo(new Outcome.Unknown("timeout"));
  }

  @Test
  void silenceIsUnknown() throws Exception {
    assertThat(charge(RawServer.plain((socket, request) -> {})))
        .isEqualTo(new Outcome.Unknown("timeout"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          503 | {"error": {"code": "try_elsewhere"}} | elsewhere
          503 | {"error": {"code": "maintenance"}}   | unknown
          503 | {}                                   | unknown
          503 | <html>busy</html>                    | unknown
          500 | {"error": {"code": "try_elsewhere"}} | unknown
          500 | {"error": {"code": "api_error"}}     | unknown
          502 | bad gateway                          | unknown
          504 | {"status": "succeeded"}              | unknown
          429 | {"error": {"code": "rate_limit"}}    | unknown
          402 | {"error": {"code": "card_declined"}} | declined
          201 | {"status": "succeeded"}              | unknown
          200 | {"status": "requires_action"}        | unknown
          """)
  void aStatusIsWhatTheTableSays(int status, String body, String expected) throws Exception {
    assertThat(word(charge(RawServer.plain((socket, n) -> RawServer.json(socket, status, body)))))
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "00, approved",
    "01, declined",
    "03, declined",
    "04, declined",
    "05, declined",
    "12, declined",
    "13, declined",
    "14, declined",
    "15, declined",
    "25, declined",
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
    "02, unknown",
    "06, unknown",
    "08, unknown",
    "09, unknown",
    "10, unknown",
    "11, unknown",
    "19, unknown",
    "68, unknown",
    "90, unknown",
    "94, unknown",
    "95, unknown",
    "96, unknown",
    "99, unknown",
    "A1, unknown",
    "0, unknown",
    "'', unknown",
    "000, unknown"
  })
  void eachResponseCodeIsWhatTheTableSays(String code, String expected) throws Exception {
    String body = "{\"response_code\": \"" + code + "\", \"issuer_reference\": \"i1\"}";
    try (RawServer server =
        RawServer.plain((socket, request) -> RawServer.json(socket, 200, body))) {
      Provider issuer = provider("issuer-h", "http://localhost:" + server.port(), "5s");
      assertThat(word(send(issuer, "k"))).isEqualTo(expected);
      issuer.rail().stop();
    }
  }

  private static String word(Outcome outcome) {
    return outcome.elsewhere() ? "elsewhere" : outcome.word();
  }

  private static void assertNotSent(Outcome outcome) {
    assertThat(outcome.kind()).as("%s", outcome).isEqualTo(Outcome.Kind.NOT_SENT);
  }

  private static void assertUnknown(Outcome outcome) {
    assertThat(outcome.kind()).as("%s", outcome).isEqualTo(Outcome.Kind.UNKNOWN);
  }

  private static void approve(Socket socket, int request) throws IOException {
    RawServer.json(socket, 200, SUCCEEDED);
  }

  private static Outcome charge(RawServer server) throws Exception {
    return charge(server, "http");
  }

  private static Outcome charge(RawServer server, String scheme) throws Exception {
    try (server) {
      Outcome outcome = charge(scheme + "://localhost:" + server.port());
      assertThat(server.requests()).as("sent once").isLessThanOrEqualTo(1);
      return outcome;
    }
  }

  private static Outcome charge(String url) {
    return charge(url, "3s");
  }

  private static Outcome charge(String url, String timeout) {
    Provider provider = provider("gateway-a", url, timeout);
    Outcome outcome = send(provider, "k");
    provider.rail().stop();
    return outcome;
  }

  private static Outcome send(Provider provider, String key) {
    boolean issuer = provider.name().equals("issuer-h");
    Map<String, Object> method =
        issuer
            ? Map.of("type", "card", "expiry", "2812")
            : Map.of("type", "card", "token", "tok_visa", "brand", "visa");
    var call =
        new ProviderCall(
            issuer ? Operation.AUTHORIZE : Operation.CHARGE,
            "pay_1",
            key,
            null,
            null,
            new Money(1000, Currency.of("JPY")),
            "",
            method,
            issuer ? CardNumber.of("4111111111111111", "pan") : null,
            null,
            1,
            false);
    return attempts
        .send(provider, call, SendBy.within(Duration.ofSeconds(5), Clock.systemUTC()))
        .orTimeout(60, TimeUnit.SECONDS)
        .join();
  }

  private static Provider provider(String name, String url, String timeout) {
    Map<String, String> own = new HashMap<>();
    own.put("serai.providers." + name + ".url", url);
    own.put("serai.providers." + name + ".timeout", timeout);
    own.forEach((key, value) -> System.setProperty(key, value));
    try {
      ProviderDefinition definition =
          Objects.requireNonNull(
              ProvidersFile.read(
                      Path.of("routes/providers.yaml"), context::resolvePropertyPlaceholders)
                  .get(name));
      KameletRail rail = new KameletRail(context, definition, link -> null);
      rail.start();
      return new Provider(definition, rail, OutcomeTable.of(definition));
    } finally {
      own.keySet().forEach(System::clearProperty);
    }
  }
}
