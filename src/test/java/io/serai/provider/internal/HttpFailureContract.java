package io.serai.provider.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.payment.Currency;
import io.serai.payment.Money;
import io.serai.payment.Operation;
import io.serai.payment.Outcome;
import io.serai.provider.ProviderCall;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The ways of failing of a provider that is asked over HTTP, TLS among them. */
abstract class HttpFailureContract extends FailureContract {

  private static Path trusted;
  private static Path stranger;

  /** The body of a good answer. */
  abstract String goodBody();

  @BeforeAll
  static void trust() throws Exception {
    trusted = TestTls.keyStore("trusted");
    stranger = TestTls.keyStore("stranger");
    TestTls.trust(trusted);
  }

  @AfterAll
  static void trustAsUsual() {
    TestTls.trustAsUsual();
  }

  @Override
  Map<String, String> address(String host, int port) {
    return Map.of("url", "http://" + host + ":" + port);
  }

  @Override
  RawServer serve(RawServer.Script script) throws IOException {
    return RawServer.plain(script);
  }

  @Override
  byte[] good() {
    return json(200, goodBody());
  }

  @Override
  Stream<byte[]> unreadable() {
    return Stream.of(
            "no HTTP at all\r\n\r\n",
            "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n<html>no!",
            "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n",
            "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nnull",
            "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n[]",
            "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}",
            "HTTP/1.1 302 x\r\nLocation: http://localhost:1/\r\nContent-Length: 0\r\n\r\n",
            "HTTP/1.1 204 x\r\n\r\n")
        .map(text -> text.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** An answer with a body. */
  static byte[] json(int status, String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    String head =
        "HTTP/1.1 "
            + status
            + " x\r\nContent-Type: application/json\r\nContent-Length: "
            + bytes.length
            + "\r\n\r\n";
    return (head + body).getBytes(StandardCharsets.UTF_8);
  }

  /** A line {@code status | body | what it means}. */
  static Told told(String line) {
    String[] parts = line.split("\\|", -1);
    String body = parts[1].strip();
    return new Told(
        parts[0].strip() + " " + body,
        json(Integer.parseInt(parts[0].strip()), body),
        parts[2].strip());
  }

  /** A charge of a card's token. */
  static ProviderCall charge(String key) {
    return new ProviderCall(
        Operation.CHARGE,
        "pay_1",
        key,
        null,
        null,
        new Money(1000, Currency.of("JPY")),
        "",
        Map.of("type", "card", "token", "tok_visa", "brand", "visa"),
        null,
        null,
        1,
        false);
  }

  @Test
  void aCertificateThatNobodyTrustsIsNotSent() throws Exception {
    try (RawServer server = tls(stranger, "TLSv1.3", false)) {
      assertNotSent(askOverTls(server.port()));
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
      assertNotSent(askOverTls(server.getLocalPort()));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void aGoodHandshakeIsAnOrdinaryAnswer(String protocol) throws Exception {
    try (RawServer server = tls(trusted, protocol, false)) {
      assertThat(askOverTls(server.port())).isEqualTo(approved());
    }
  }

  @Test
  void aClientCertificateThatIsMissedInTheHandshakeIsNotSent() throws Exception {
    // TLS 1.2: the server says so before the handshake is over.
    try (RawServer server = tls(trusted, "TLSv1.2", true)) {
      assertNotSent(askOverTls(server.port()));
      assertThat(server.requests()).isZero();
    }
  }

  @Test
  void aClientCertificateThatIsMissedAfterTheHandshakeIsUnknown() throws Exception {
    // TLS 1.3: our side is done and the request may be on its way when the alert comes.
    try (RawServer server = tls(trusted, "TLSv1.3", true)) {
      assertUnknown(askOverTls(server.port()));
    }
  }

  @Test
  void aResetOverTlsIsUnknown() throws Exception {
    try (RawServer server =
        new RawServer(
            TestTls.listen(trusted, "TLSv1.3", false),
            (socket, request) -> {
              RawServer.write(socket, "HTTP/1.1 200 OK\r\nCont");
              socket.close();
            })) {
      assertUnknown(askOverTls(server.port()));
    }
  }

  @Test
  void aTruncatedAnswerIsUnknown() throws Exception {
    assertUnknown(
        answered(
            (socket, request) -> {
              RawServer.write(
                  socket, "HTTP/1.1 200 OK\r\nContent-Length: 400\r\n\r\n" + goodBody());
              socket.close();
            }));
  }

  private RawServer tls(Path store, String protocol, boolean clients) throws Exception {
    return new RawServer(
        TestTls.listen(store, protocol, clients), (socket, request) -> write(socket, good()));
  }

  private Outcome askOverTls(int port) {
    Map<String, String> settings = new HashMap<>();
    settings.put("url", "https://localhost:" + port);
    settings.put("timeout", "3s");
    return ask(settings);
  }
}
