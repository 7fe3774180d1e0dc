package io.serai.provider.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.payment.Outcome;
import io.serai.payment.SendBy;
import io.serai.provider.Provider;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.Charset;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The VAN with fixed-length records (S3.4), from its answers to its outcomes. */
class VanAFailuresTest extends FailureContract {

  private static final Charset EUC_KR = Charset.forName("EUC-KR");

  @Override
  String provider() {
    return "van-a";
  }

  @Override
  Map<String, String> address(String host, int port) {
    return Map.of("address", host + ":" + port);
  }

  @Override
  byte[] good() {
    return approval("CA11", KEY, "0000");
  }

  @Override
  Outcome.Approved approved() {
    return new Outcome.Approved("2026112800000001", "00000001");
  }

  @Override
  RawServer serve(RawServer.Script script) throws IOException {
    return server(script);
  }

  @Override
  Stream<byte[]> unreadable() {
    byte[] record = tail(good(), 4);
    return Stream.concat(
        Stream.of("no record at all", "0000", "0004CA11", "9999", "0132ZZ11", "-001CA11")
            .map(text -> text.getBytes(EUC_KR)),
        Stream.of(
            framed(Arrays.copyOf(record, 100)), framed(Arrays.copyOf(record, record.length + 1))));
  }

  /** What is listed nowhere, or nowhere to be believed, may have happened. */
  @Override
  Stream<Told> table() {
    return Stream.of(
            "0000 approved",
            "7001 declined",
            "7002 declined",
            "7003 declined",
            "8037 declined",
            "8314 declined",
            "8324 declined",
            "8326 declined",
            "8350 declined",
            "8373 declined",
            "8381 declined",
            "9010 declined",
            "9051 elsewhere",
            "9052 elsewhere",
            "8418 unknown",
            "9099 unknown",
            "0001 unknown",
            "00 unknown",
            " unknown")
        .map(line -> line.split(" ", -1))
        .map(row -> new Told(row[0], approval("CA11", KEY, row[0]), row[1]));
  }

  @Test
  void whatIsTooLateOnceItsConnectionStandsIsNotSent() throws Exception {
    try (RawServer server = server((socket, request) -> {})) {
      Provider provider = start("localhost", server.port(), "5s");
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

  @ParameterizedTest
  @CsvSource({"CA11, pay_1.2", "CA11, ''", "CC11, pay_1.1", "IQ11, pay_1.1", "CA10, pay_1.1"})
  void anAnswerToAnotherRequestIsUnknownAndNobodysApproval(String type, String trace)
      throws Exception {
    assertUnknown(answered((socket, request) -> write(socket, approval(type, trace, "0000"))));
  }

  @Test
  void theRequestIsARecordInEucKr() throws Exception {
    List<byte[]> requests = new ArrayList<>();
    try (RawServer server =
        new RawServer(
            new ServerSocket(0, 50, InetAddress.getLoopbackAddress()),
            (socket, request) -> write(socket, approval("CA11", KEY, "0000")),
            in -> readFrame(in, requests))) {
      ask("localhost", server.port(), "5s");
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

  private static byte[] tail(byte[] bytes, int from) {
    return Arrays.copyOfRange(bytes, from, bytes.length);
  }
}
