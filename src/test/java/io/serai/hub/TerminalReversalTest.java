package io.serai.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.serai.iso8583.IsoMessage;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is taken back, what is not known and what nobody heard of, over ISO 8583 (4a; I1, I3). */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 3, unit = TimeUnit.MINUTES)
@SuppressWarnings("NullAway.Init")
class TerminalReversalTest {

  private static final Duration SOON = Duration.ofSeconds(30);
  private static final String AUTHORIZED = "authorize 1000";
  private static final String UNDONE = "reversal 1000";

  /** An approval that an inquiry found is cancelled by the provider's ordinary cancel. */
  private static final String CANCELLED = "void 1000";

  private TestHub hub;
  private Terminal terminal;

  @BeforeAll
  void start() {
    hub =
        TestHub.start(
            Map.of(
                "serai.providers.issuer-h.timeout", "2s",
                "serai.providers.issuer-h.late-window", "1s"));
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

  @ParameterizedTest
  @CsvSource({"0400, 0401, 0410, 100", "0420, 0421, 0430, 110"})
  void aReversalUndoesItsOriginalOnceHoweverOftenItComes(
      String mti, String repeat, String answered, int stan) {
    assertThat(terminal.code(Terminal.request("0100", stan))).isEqualTo("00");
    IsoMessage answer = terminal.send(Terminal.reversal(mti, stan + 1, stan));
    assertThat(answer.mti()).isEqualTo(answered);
    assertThat(answer.field(39)).isEqualTo("00");
    assertThat(answer.field(90)).startsWith("0100");
    assertThat(terminal.code(Terminal.reversal(repeat, stan + 1, stan))).isEqualTo("00");
    assertThat(terminal.code(Terminal.reversal(mti, stan + 2, stan))).isEqualTo("00");
    becomes(stan, "reversed");
    assertThat(terminal.code(Terminal.reversal(repeat, stan + 1, stan))).isEqualTo("00");
    assertThat(terminal.code(Terminal.reversal(mti, stan + 3, stan))).isEqualTo("00");
    assertThat(terminal.code(Terminal.request("0101", stan))).isEqualTo("91");
    assertThat(hub.book("issuer-h")).containsExactly(AUTHORIZED, UNDONE);
    assertThat(hub.openFollowUps(stan)).isZero();
  }

  @Test
  void anApprovalOfTheFloorIsUndoneToo() {
    assertThat(terminal.code(Terminal.request("0100", 120, Terminal.OF_THE_FLOOR, 1000)))
        .isEqualTo("00");
    assertThat(terminal.code(Terminal.reversal("0400", 121, 120))).isEqualTo("00");
    becomes(120, "reversed");
  }

  @Test
  void whatIsStillUnderWayIsUndoneOnItsOutcomeAndNotApproved() {
    hub.doubles().behave("issuer-h", "delay:1000", 1);
    CompletableFuture<IsoMessage> original = terminal.sendAsync(Terminal.request("0100", 130));
    await().atMost(SOON).until(() -> hub.book("issuer-h").contains(AUTHORIZED));
    assertThat(terminal.code(Terminal.reversal("0400", 131, 130))).isEqualTo("00");
    assertThat(original).isNotDone();
    assertThat(original.join().field(39)).isEqualTo("91");
    becomes(130, "reversed");
    assertThat(terminal.code(Terminal.request("0101", 130))).isEqualTo("91");
    assertThat(hub.book("issuer-h")).containsExactly(AUTHORIZED, UNDONE);
  }

  @Test
  void aReversalThatOvertakesItsOriginalIs25AndTheOriginalIsRefused() {
    assertThat(terminal.code(Terminal.reversal("0420", 141, 140))).isEqualTo("25");
    assertThat(terminal.code(Terminal.reversal("0421", 141, 140))).isEqualTo("25");
    assertThat(terminal.code(Terminal.request("0100", 140))).isEqualTo("12");
    assertThat(terminal.code(Terminal.request("0101", 140))).isEqualTo("12");
    assertThat(hub.book("issuer-h")).isEmpty();
    assertThat(hub.payment(140).state()).isEqualTo("failed");
  }

  @Test
  void aPartialReversalIs12AndUndoesNothing() {
    assertThat(terminal.code(Terminal.request("0100", 150))).isEqualTo("00");
    assertThat(
            terminal.code(
                Terminal.reversal("0400", 151, 150).set(95, "000000000400" + "0".repeat(30))))
        .isEqualTo("12");
    assertThat(hub.payment(150).state()).isEqualTo("approved");
    assertThat(hub.book("issuer-h")).containsExactly(AUTHORIZED);
  }

  @Test
  void silenceIs91InTimeAndWhatNeverHappenedEndsFailed() {
    hub.doubles().behave("issuer-h", "hang");
    long before = System.nanoTime();
    assertThat(terminal.code(Terminal.request("0100", 160))).isEqualTo("91");
    assertThat(Duration.ofNanos(System.nanoTime() - before))
        .isBetween(Duration.ofMillis(1900), Duration.ofSeconds(5));
    assertThat(hub.payment(160).state()).isEqualTo("unknown");
    assertThat(terminal.code(Terminal.request("0101", 160))).isEqualTo("91");
    hub.doubles().behave("issuer-h", "approve");
    becomes(160, "failed");
    assertThat(hub.book("issuer-h")).isEmpty();
  }

  @Test
  void silenceThatHidesAnApprovalIsReversed() {
    hub.doubles().behave("issuer-h", "delay:4000", 1);
    assertThat(terminal.code(Terminal.request("0100", 170))).isEqualTo("91");
    becomes(170, "reversed");
    assertThat(terminal.code(Terminal.request("0101", 170))).isNotEqualTo("00");
    assertThat(terminal.code(Terminal.reversal("0400", 171, 170))).isEqualTo("00");
    assertThat(hub.book("issuer-h")).containsExactly(AUTHORIZED, CANCELLED);
  }

  @ParameterizedTest
  @CsvSource({"commit-then-reset, 180", "garbage, 181"})
  void anAnswerThatIsLostOnTheWayIs91AndReversed(String behaviour, int stan) {
    hub.doubles().behave("issuer-h", behaviour, 1);
    assertThat(terminal.code(Terminal.request("0100", stan))).isEqualTo("91");
    becomes(stan, "reversed");
    assertThat(hub.book("issuer-h")).containsExactly(AUTHORIZED, CANCELLED);
  }

  @Test
  void anApprovalThatNobodyHeardOfIsReversedAndNotRepeated() {
    hub.doubles().behave("issuer-h", "delay:700", 1);
    try (Terminal gone = Terminal.connect(hub.isoPort())) {
      var unused = gone.sendAsync(Terminal.request("0100", 190));
      await().atMost(SOON).until(() -> hub.book("issuer-h").contains(AUTHORIZED));
    }
    becomes(190, "reversed");
    assertThat(terminal.code(Terminal.request("0101", 190))).isEqualTo("91");
    assertThat(hub.book("issuer-h")).containsExactly(AUTHORIZED, UNDONE);
  }

  @Test
  void anApprovalThatARepeatOnAnotherConnectionHeardOfStands() {
    hub.doubles().behave("issuer-h", "delay:1000", 1);
    CompletableFuture<IsoMessage> repeat;
    try (Terminal gone = Terminal.connect(hub.isoPort())) {
      var unused = gone.sendAsync(Terminal.request("0100", 195));
      await().atMost(SOON).until(() -> hub.book("issuer-h").contains(AUTHORIZED));
      repeat = terminal.sendAsync(Terminal.request("0101", 195));
    }
    // Whichever of the two comes first: who was told "yes" keeps it, and it is undone otherwise.
    boolean told = "00".equals(repeat.join().field(39));
    if (!told) {
      becomes(195, "reversed");
    }
    assertThat(terminal.code(Terminal.request("0101", 195))).isEqualTo(told ? "00" : "91");
    assertThat(hub.payment(195).state()).isEqualTo(told ? "approved" : "reversed");
    assertThat(hub.openFollowUps(195)).isZero();
  }

  @Test
  void aRefusedConnectionIs91ChargesNothingAndGivesTheKeyBack() {
    hub.doubles().behave("issuer-h", "refuse");
    assertThat(terminal.code(Terminal.request("0100", 200))).isEqualTo("91");
    hub.doubles().reset();
    assertThat(terminal.code(Terminal.request("0101", 200))).isEqualTo("00");
    assertThat(hub.book("issuer-h")).containsExactly(AUTHORIZED);
  }

  private void becomes(int stan, String state) {
    await()
        .atMost(SOON)
        .untilAsserted(() -> assertThat(hub.payment(stan).state()).isEqualTo(state));
  }
}
