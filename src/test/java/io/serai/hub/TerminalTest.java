package io.serai.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.iso8583.IsoMessage;
import io.serai.iso8583.RawTerminal;
import io.serai.testkit.CardDataScan;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** ISO 8583 requests through the whole hub: answers, routing, repeats, bad input (4a, 6). */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 3, unit = TimeUnit.MINUTES)
@ExtendWith(OutputCaptureExtension.class)
@SuppressWarnings("NullAway.Init")
class TerminalTest {

  private TestHub hub;
  private Terminal terminal;

  @BeforeAll
  void start() {
    hub = TestHub.start();
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

  @Test
  void anApprovalCarriesWhatMustComeBack() {
    IsoMessage answer = terminal.send(Terminal.request("0100", 1).set(70, null));
    assertThat(answer.mti()).isEqualTo("0110");
    assertThat(answer.field(39)).isEqualTo("00");
    assertThat(answer.field(37)).hasSize(12);
    assertThat(answer.field(38)).hasSize(6);
    assertThat(answer.field(2)).isEqualTo(Terminal.VISA);
    assertThat(answer.field(3)).isEqualTo("000000");
    assertThat(answer.field(4)).isEqualTo("000000001000");
    assertThat(answer.field(7)).isEqualTo(Terminal.TIME);
    assertThat(answer.field(11)).isEqualTo("000001");
    assertThat(answer.field(32)).isEqualTo("123456");
    assertThat(answer.field(41)).isEqualTo("TERM0001");
    assertThat(answer.field(42)).isEqualTo("MERCHANT01     ");
    assertThat(answer.field(49)).isEqualTo("392");
    assertThat(answer.printable()).doesNotContainKeys(14, 35, 52, 55);
    assertThat(hub.book("issuer-h")).containsExactly("authorize 1000");
    assertThat(hub.payment(1).state()).isEqualTo("approved");
  }

  @Test
  void aPurchaseIsAnswered0210AndAnRrnIsKept() {
    IsoMessage answer = terminal.send(Terminal.request("0200", 2).set(37, "632712345678"));
    assertThat(answer.mti()).isEqualTo("0210");
    assertThat(answer.field(39)).isEqualTo("00");
    assertThat(answer.field(37)).isEqualTo("632712345678");
  }

  @Test
  void aDeclineIsPassedOn() {
    hub.doubles().behave("issuer-h", "decline:51");
    IsoMessage answer = terminal.send(Terminal.request("0100", 3));
    assertThat(answer.field(39)).isEqualTo("51");
    assertThat(answer.has(38)).isFalse();
    assertThat(hub.payment(3).state()).isEqualTo("declined");
    assertThat(terminal.code(Terminal.request("0101", 3))).isEqualTo("51");
  }

  @Test
  void contentDecidesWhoIsAsked() {
    assertThat(terminal.code(Terminal.request("0100", 10, Terminal.OF_THE_FLOOR, 5000)))
        .isEqualTo("00");
    assertThat(terminal.code(Terminal.request("0100", 11, Terminal.OF_THE_FLOOR, 5001)))
        .isEqualTo("61");
    assertThat(terminal.code(Terminal.request("0200", 12, Terminal.OF_THE_FLOOR, 5000)))
        .isEqualTo("00");
    assertThat(terminal.code(Terminal.request("0100", 13, Terminal.OF_NOBODY, 1000)))
        .isEqualTo("15");
    assertThat(terminal.code(Terminal.request("0100", 14).set(3, "010000"))).isEqualTo("12");
    assertThat(terminal.code(Terminal.request("0100", 15).set(49, "984"))).isEqualTo("12");
    assertThat(hub.book("issuer-h")).isEmpty();
  }

  @Test
  void otherMessageTypesAre12AndNetworkMessagesAreAnswered() {
    IsoMessage echo =
        terminal.send(IsoMessage.of("0800").set(7, Terminal.TIME).set(11, "000020").set(70, "301"));
    assertThat(echo.mti()).isEqualTo("0810");
    assertThat(echo.field(39)).isEqualTo("00");
    assertThat(terminal.code(Terminal.request("0320", 21))).isEqualTo("12");
    assertThat(terminal.code(Terminal.request("0220", 22))).isEqualTo("12");
    assertThat(hub.book("issuer-h")).isEmpty();
  }

  @Test
  void repeatsGetTheFirstAnswerAlsoWhileItIsOnItsWay() {
    hub.doubles().behave("issuer-h", "delay:400");
    List<CompletableFuture<IsoMessage>> asked = new ArrayList<>();
    for (String mti : List.of("0100", "0101", "0100", "0101")) {
      asked.add(terminal.sendAsync(Terminal.request(mti, 30)));
    }
    try (Terminal other = Terminal.connect(hub.isoPort())) {
      asked.add(other.sendAsync(Terminal.request("0101", 30)));
      IsoMessage first = asked.get(0).join();
      for (CompletableFuture<IsoMessage> answer : asked) {
        assertThat(answer.join().field(39)).isEqualTo("00");
        assertThat(answer.join().field(37)).isEqualTo(first.field(37));
        assertThat(answer.join().field(38)).isEqualTo(first.field(38));
      }
      IsoMessage later = terminal.send(Terminal.request("0101", 30));
      assertThat(later.field(39)).isEqualTo("00");
      assertThat(later.field(37)).isEqualTo(first.field(37));
      assertThat(later.field(38)).isEqualTo(first.field(38));
    }
    assertThat(hub.book("issuer-h")).containsExactly("authorize 1000");
  }

  @Test
  void theSameKeyForAnotherAmountOrCardIs94() {
    hub.doubles().behave("issuer-h", "delay:400", 1);
    CompletableFuture<IsoMessage> first = terminal.sendAsync(Terminal.request("0100", 40));
    // On a connection of its own, where no answer to the same STAN can be mistaken for it.
    try (Terminal other = Terminal.connect(hub.isoPort())) {
      assertThat(other.code(Terminal.request("0101", 40, Terminal.VISA, 1001))).isEqualTo("94");
    }
    assertThat(first.join().field(39)).isEqualTo("00");
    assertThat(terminal.code(Terminal.request("0100", 40, Terminal.VISA, 999))).isEqualTo("94");
    assertThat(terminal.code(Terminal.request("0100", 40, "4242424242424242", 1000)))
        .isEqualTo("94");
    assertThat(hub.book("issuer-h")).containsExactly("authorize 1000");
  }

  @Test
  void aMissingMandatoryFieldIs30AndNamedInTheLogWithItsLink(CapturedOutput log) {
    for (int field : new int[] {3, 4, 7, 11, 41, 42, 49}) {
      IsoMessage answer = terminal.send(Terminal.request("0100", 50 + field).set(field, null));
      assertThat(answer.field(39)).as("without DE" + field).isEqualTo("30");
      assertThat(log).contains("DE" + field + ": is mandatory in 0100 and missing");
    }
    assertThat(terminal.code(Terminal.request("0100", 59).set(2, null))).isEqualTo("30");
    assertThat(log).contains("Link terminals").doesNotContain(Terminal.VISA);
    assertThat(hub.book("issuer-h")).isEmpty();
  }

  @Test
  void whatIsNotIso8583ClosesItsOwnConnectionOnly(CapturedOutput log) {
    try (RawTerminal garbage = new RawTerminal(hub.isoPort());
        RawTerminal tooLong = new RawTerminal(hub.isoPort())) {
      garbage.sendFrame("GET / HTTP/1.1 " + Terminal.VISA);
      assertThat(garbage.isClosedByHub()).isTrue();
      tooLong.sendBytes((byte) 0xFF, (byte) 0xFF);
      assertThat(tooLong.isClosedByHub()).isTrue();
    }
    assertThat(log)
        .contains("Link terminals, ")
        .contains("a frame says it has 65535 bytes")
        .contains("has no ISO 8583 message type and bitmap")
        .doesNotContain(Terminal.VISA);
    assertThat(terminal.code(Terminal.request("0100", 60))).isEqualTo("00");
  }

  @Test
  void aFrameThatBreaksOffBehindItsHeaderIs30() {
    try (RawTerminal broken = new RawTerminal(hub.isoPort())) {
      broken.sendFrame("0100C0000000000000000000000000000000" + "16411111");
      assertThat(broken.receive()).startsWith("0110").endsWith("30");
    }
  }

  @Test
  void whatIsStoredGivesNoCardNumberAway() throws Exception {
    terminal.send(Terminal.request("0100", 70).set(35, Terminal.VISA + "=30121010000012300000"));
    String dump = DatabaseDump.of(hub.jdbc());
    assertThat(dump).contains("card_vault").contains("TERM0001");
    assertThat(CardDataScan.findings("database", dump)).isEmpty();
    // The vault's bytes are shown in hex, and sealed.
    assertThat(dump)
        .doesNotContain(
            HexFormat.of().formatHex(Terminal.VISA.getBytes(StandardCharsets.US_ASCII)));
    // Nor is there a bare hash by which the missing digits could be guessed.
    String parts = Terminal.VISA + "\0" + "000000001000\0" + "JPY\0" + "000000\0";
    byte[] bare =
        MessageDigest.getInstance("SHA-256").digest(parts.getBytes(StandardCharsets.US_ASCII));
    assertThat(dump).doesNotContain(HexFormat.of().formatHex(bare));
  }
}
