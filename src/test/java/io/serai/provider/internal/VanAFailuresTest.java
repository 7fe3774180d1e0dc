package io.serai.provider.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.payment.Outcome;
import io.serai.payment.SendBy;
import io.serai.provider.Provider;
import io.serai.testkit.Ports;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every way of failing of the VAN with fixed-length records, over real sockets, to its outcome
 * (S3.4). Only what provably handed no byte to it may be {@code not_sent}.
 */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class VanAFailuresTest {

  private static final Charset EUC_KR = Charset.forName("EUC-KR");
  private static final String KEY = "pay_1.1";

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
    assertNotSent(authorize(Ports.free(), "2s"));
  }

  @Test
  void aHostThatNobodyKnowsIsNotSent() {
    assertNotSent(authorize("no-such-van.invalid:1", "5s"));
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
      Outcome outcome = authorize(full.getLocalPort(), "8s");
      assertNotSent(outcome);
      assertThat(outcome.code()).startsWith("connect");
    } finally {
      for (SocketChannel waiting : queued) {
        waiting.close();
      }
    }
  }

  @Test
  void whatIsTooLateOnceItsConnectionStandsIsNotSent() throws Exception {
    try (RawServer server = server((socket, request) -> {})) {
      Provider provider = providers.start("van-a", Map.of("address", "localhost:" + server.port()));
      SendBy over = new SendBy(Clock.systemUTC().instant(), System.nanoTime() - 1);
      assertThat(provider.rail().send(ShippedProviders.authorization(KEY), over))
          .failsWithin(Duration.ofSeconds(10))
          .withThrowableThat()
          .satisfies(
              failure ->
                  assertThat(Failures.classify(failure))
                      .isEqualTo(new Outcome.NotSent(TimedAttempts.TOO_LATE)));
      assertThat(server.requests()).isZero();
      provider.rail().stop();
    }
  }

  @Test
  void anApprovalCarriesItsDayAndNumber() throws Exception {
    assertThat(answered((socket, request) -> write(socket, approval("CA11", KEY, "0000"))))
        .isEqualTo(new Outcome.Approved("2026112800000001", "00000001"));
  }

  @Test
  void anAnswerInPiecesIsOne() throws Exception {
    byte[] answer = approval("CA11", KEY, "0000");
    assertThat(
            answered(
                (socket, request) -> {
                  for (byte[] piece : List.of(head(answer, 3), tail(answer, 3))) {
                    write(socket, piece);
                  }
                }))
        .isInstanceOf(Outcome.Approved.class);
  }

  @Test
  void aResetOrAnEndBeforeTheFirstByteIsUnknown() throws Exception {
    assertUnknown(answered((socket, request) -> RawServer.reset(socket)));
    assertUnknown(answered((socket, request) -> socket.close()));
  }

  @Test
  void aResetOrAnEndAfterTheFirstByteIsUnknown() throws Exception {
    byte[] half = head(approval("CA11", KEY, "0000"), 60);
    assertUnknown(
        answered(
            (socket, request) -> {
              write(socket, half);
              RawServer.reset(socket);
            }));
    assertUnknown(
        answered(
            (socket, request) -> {
              write(socket, half);
              socket.close();
            }));
  }

  @Test
  void silenceAndASlowDripAreUnknown() throws Exception {
    assertThat(answered((socket, request) -> {})).isEqualTo(new Outcome.Unknown("timeout"));
    String answer = new String(approval("CA11", KEY, "0000"), StandardCharsets.ISO_8859_1);
    assertThat(answered((socket, request) -> RawServer.drip(socket, answer)))
        .isEqualTo(new Outcome.Unknown("timeout"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "no record at all",
        "0000",
        "0004CA11",
        "9999",
        "0132ZZ11",
        "-001CA11",
      })
  void anAnswerThatCannotBeReadIsUnknown(String answer) throws Exception {
    assertUnknown(answered((socket, request) -> RawServer.write(socket, answer)));
  }

  @Test
  void aRecordThatIsTooShortOrTooLongIsUnknown() throws Exception {
    byte[] record = tail(approval("CA11", KEY, "0000"), 4);
    assertUnknown(answered((socket, request) -> write(socket, framed(head(record, 100)))));
    byte[] longer = Arrays.copyOf(record, record.length + 1);
    assertUnknown(answered((socket, request) -> write(socket, framed(longer))));
  }

  @ParameterizedTest
  @CsvSource({"CA11, pay_1.2", "CA11, ''", "CC11, pay_1.1", "IQ11, pay_1.1", "CA10, pay_1.1"})
  void anAnswerToAnotherRequestIsUnknownAndNobodysApproval(String type, String trace)
      throws Exception {
    assertUnknown(answered((socket, request) -> write(socket, approval(type, trace, "0000"))));
  }

  @ParameterizedTest
  @CsvSource({
    "0000, approved",
    "7001, declined",
    "7002, declined",
    "7003, declined",
    "8037, declined",
    "8314, declined",
    "8324, declined",
    "8326, declined",
    "8350, declined",
    "8373, declined",
    "8381, declined",
    "9010, declined",
    "9051, elsewhere",
    "9052, elsewhere",
    // Listed nowhere, or nowhere to be believed: it may have happened.
    "8418, unknown",
    "9099, unknown",
    "0001, unknown",
    "00, unknown",
    "'', unknown"
  })
  void eachCodeIsWhatTheTableSays(String code, String expected) throws Exception {
    Outcome outcome = answered((socket, request) -> write(socket, approval("CA11", KEY, code)));
    assertThat(outcome.elsewhere() ? "elsewhere" : outcome.word()).isEqualTo(expected);
  }

  @Test
  void theRequestIsARecordInEucKr() throws Exception {
    List<byte[]> requests = new ArrayList<>();
    try (RawServer server =
        new RawServer(
            new ServerSocket(0, 50, InetAddress.getLoopbackAddress()),
            (socket, request) -> write(socket, approval("CA11", KEY, "0000")),
            in -> readFrame(in, requests))) {
      authorize(server.port(), "5s");
    }
    assertThat(requests).hasSize(1);
    byte[] record = requests.get(0);
    assertThat(record).hasSize(204);
    assertThat(new String(record, 0, 10, EUC_KR)).isEqualTo("CA10SERAI ");
    assertThat(new String(record, 10, 48, EUC_KR).strip()).isEqualTo(KEY);
    assertThat(new String(record, 123, 40, EUC_KR).strip()).isEqualTo("세라이 상점");
    assertThat(new String(record, 163, 41, EUC_KR))
        .isEqualTo("4111111111111111   2812N00000000001000KRW".substring(0, 41));
  }

  private static Outcome answered(RawServer.Script script) throws IOException {
    try (RawServer server = server(script)) {
      Outcome outcome = authorize(server.port(), "2s");
      assertThat(server.requests()).as("sent once").isLessThanOrEqualTo(1);
      return outcome;
    }
  }

  private static RawServer server(RawServer.Script script) throws IOException {
    return new RawServer(
        new ServerSocket(0, 50, InetAddress.getLoopbackAddress()),
        script,
        in -> readFrame(in, new ArrayList<>()));
  }

  private static boolean readFrame(InputStream in, List<byte[]> requests) throws IOException {
    byte[] length = in.readNBytes(4);
    if (length.length < 4) {
      return false;
    }
    byte[] record = in.readNBytes(Integer.parseInt(new String(length, EUC_KR)));
    requests.add(record);
    return true;
  }

  private static Outcome authorize(int port, String timeout) {
    return authorize("localhost:" + port, timeout);
  }

  private static Outcome authorize(String address, String timeout) {
    Provider provider = providers.start("van-a", Map.of("address", address, "timeout", timeout));
    Outcome outcome = providers.authorize(provider, KEY);
    provider.rail().stop();
    return outcome;
  }

  /** An approval's answer, with the length before it. */
  private static byte[] approval(String type, String trace, String code) {
    return framed(
        "%-4s%-6s%-48s%-14s%-4s%-8s%-8s%s"
            .formatted(
                type,
                "SERAI",
                trace,
                "20261128120000",
                code,
                "20261128",
                "00000001",
                "정상승인" + " ".repeat(32))
            .getBytes(EUC_KR));
  }

  private static byte[] framed(byte[] record) {
    byte[] length = "%04d".formatted(record.length).getBytes(EUC_KR);
    byte[] frame = Arrays.copyOf(length, 4 + record.length);
    System.arraycopy(record, 0, frame, 4, record.length);
    return frame;
  }

  private static byte[] head(byte[] bytes, int count) {
    return Arrays.copyOf(bytes, count);
  }

  private static byte[] tail(byte[] bytes, int from) {
    return Arrays.copyOfRange(bytes, from, bytes.length);
  }

  private static void write(Socket socket, byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    socket.getOutputStream().flush();
  }

  private static void assertNotSent(Outcome outcome) {
    assertThat(outcome.kind()).as("%s", outcome).isEqualTo(Outcome.Kind.NOT_SENT);
  }

  private static void assertUnknown(Outcome outcome) {
    assertThat(outcome.kind()).as("%s", outcome).isEqualTo(Outcome.Kind.UNKNOWN);
  }
}
