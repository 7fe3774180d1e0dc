package io.serai.iso8583;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What is not ISO 8583, or not enough of it, over real sockets. */
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(OutputCaptureExtension.class)
@SuppressWarnings("NullAway.Init")
class IsoBadInputTest {

  private static final String TRACK = Samples.PAN + "=30121010000012300000";

  private TerminalsDouble hub;
  private IsoClient other;

  @BeforeAll
  void start() {
    hub =
        new TerminalsDouble(
            (entry, exchange, done) -> {
              Samples.answer(exchange, Samples.approved(exchange));
              done.run();
            });
    other = hub.client();
  }

  @AfterAll
  void stop() {
    other.close();
    hub.close();
  }

  @Test
  void aLengthOverTheLimitClosesThatConnectionAndNoOther(CapturedOutput log) {
    try (RawTerminal terminal = new RawTerminal(hub.port)) {
      terminal.sendBytes((byte) 0x10, (byte) 0x01);
      assertThat(terminal.isClosedByHub()).isTrue();
    }
    assertThat(log).contains("a frame says it has 4097 bytes").contains("Link terminals, /127");
    theOtherConnectionNeverNoticed();
  }

  @Test
  void aZeroLengthClosesTheConnection() {
    try (RawTerminal terminal = new RawTerminal(hub.port)) {
      terminal.sendBytes((byte) 0, (byte) 0);
      assertThat(terminal.isClosedByHub()).isTrue();
    }
    theOtherConnectionNeverNoticed();
  }

  @Test
  void aFrameThatIsNotIso8583ClosesTheConnectionAndIsNotQuoted(CapturedOutput log) {
    for (String frame :
        new String[] {
          "GET / HTTP/1.1 " + TRACK, ";" + TRACK, "0100=" + TRACK, "x", "0100C0000000000000G0"
        }) {
      try (RawTerminal terminal = new RawTerminal(hub.port)) {
        terminal.sendFrame(frame);
        assertThat(terminal.isClosedByHub()).isTrue();
      }
    }
    assertThat(log).contains("has no ISO 8583 message type and bitmap");
    assertThat(log).doesNotContain(Samples.PAN);
    theOtherConnectionNeverNoticed();
  }

  @Test
  void aBodyThatBreaksOffIsAnsweredWithAFormatErrorAndTheConnectionGoesOn(CapturedOutput log) {
    try (RawTerminal terminal = new RawTerminal(hub.port)) {
      // DE2 (cut short: it says 19 digits) after a readable type and bitmap.
      terminal.sendFrame("01004000000000000000" + "19" + Samples.PAN);
      assertThat(terminal.receive()).startsWith("0110").endsWith("30");
      // DE3, DE11, then a DE35 that says 99 characters: its STAN comes back.
      terminal.sendFrame("01002020000020000000" + "000000" + "000077" + "99" + TRACK);
      assertThat(terminal.receive())
          .isEqualTo("0110" + "2020000002000000" + "000000" + "000077" + "30");
      terminal.sendFrame("08000020000000000000" + "000078" + "more");
      assertThat(terminal.receive()).isEqualTo("0810" + "0020000002000000" + "000078" + "30");
      terminal.sendFrame("08000020000000000000" + "000079");
      assertThat(terminal.receive()).startsWith("0810").contains("000079");
    }
    assertThat(log).contains("cannot be read behind DE11; answered 30");
    assertThat(log).doesNotContain(Samples.PAN);
  }

  @Test
  void anAnswerIsNeverAnswered() {
    try (RawTerminal terminal = new RawTerminal(hub.port)) {
      terminal.sendFrame("01100020000000000000" + "000078");
      terminal.sendFrame("08000020000000000000" + "000079");
      assertThat(terminal.receive()).startsWith("0810");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0100, 3, DE3",
    "0100, 4, DE4",
    "0100, 7, DE7",
    "0200, 11, DE11",
    "0200, 41, DE41",
    "0101, 42, DE42",
    "0100, 49, DE49",
    "0100, 2, DE2",
    "0400, 4, DE4",
    "0400, 7, DE7",
    "0420, 11, DE11",
    "0420, 41, DE41",
    "0420, 42, DE42",
    "0421, 90, DE90"
  })
  void aMissingMandatoryFieldIsNamedAndAnsweredWithAFormatError(
      String mti, int missing, String name, CapturedOutput log) {
    IsoMessage answer = send(Samples.reversal(mti, 40, "0100", 1).set(missing, null).build());
    assertThat(answer.field(39)).isEqualTo("30");
    assertThat(log).contains(name).contains("missing");
    assertThat(log).doesNotContain(Samples.PAN);
  }

  @ParameterizedTest
  @CsvSource({
    "4, 00000000001x, DE4",
    "4, 000000000000, DE4",
    "49, 000, DE49",
    "49, 999, DE49",
    "49, JPY, DE49",
    "7, 11231845ab, DE7",
    "11, 00000x, DE11",
    "2, 411111111111111x, DE2",
    "2, 4111, DE2",
    "3, 00x000, DE3",
    "32, 12a, DE32",
    "41, '        ', DE41",
    "14, ab12, DE14",
    "35, 4111111111111111, DE35",
    "35, 4000000000000002=3012, DE35",
    "35, =3012, DE35"
  })
  void aWrongFieldIsNamedAndAnsweredWithAFormatErrorAndItsValueIsNotLogged(
      int number, String value, String name, CapturedOutput log) {
    IsoMessage answer = send(Samples.request("0100", 41).set(number, value).build());
    assertThat(answer.field(39)).isEqualTo("30");
    assertThat(log).contains(name + ": ");
    assertThat(log).doesNotContain(Samples.PAN).doesNotContain("4000000000000002");
  }

  @ParameterizedTest
  @CsvSource({
    "90, 0100000001112318450x0000012345600000000000",
    "95, 00000000x000000000000000D00000000D00000000"
  })
  void aWrongFieldOfAReversalIsAFormatError(int number, String value) {
    IsoMessage answer = send(Samples.reversal("0420", 42, "0100", 1).set(number, value).build());
    assertThat(answer.field(39)).isEqualTo("30");
  }

  private void theOtherConnectionNeverNoticed() {
    assertThat(send(Samples.request("0100", 99).build()).field(39)).isEqualTo("00");
  }

  private IsoMessage send(IsoMessage request) {
    CompletableFuture<IsoMessage> answer = other.send(request);
    return answer.orTimeout(20, TimeUnit.SECONDS).join();
  }
}
