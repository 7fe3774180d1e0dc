package io.serai.iso8583;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Peers that begin a frame and do not end it, over real sockets. */
@Timeout(60)
@ExtendWith(OutputCaptureExtension.class)
class HalfFrameTest {

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final String ECHO = "08200020000000000000" + "000079";
  private static final EntryDouble.Set DROPPED = (entry, exchange, done) -> done.run();

  @Test
  void aFrameThatIsNotEndedInTimeClosesItsConnectionAndNoOther(CapturedOutput log) {
    try (TerminalsDouble hub = new TerminalsDouble(DROPPED, link("300ms"));
        RawTerminal other = new RawTerminal(hub.port);
        RawTerminal half = new RawTerminal(hub.port);
        RawTerminal length = new RawTerminal(hub.port)) {
      half.sendFrame(ECHO);
      assertThat(half.receive()).startsWith("0830");
      half.sendBytes((byte) 0, (byte) 30, (byte) '0', (byte) '8');
      length.sendBytes((byte) 0);
      assertThat(half.isClosedByHub()).isTrue();
      assertThat(length.isClosedByHub()).isTrue();
      // Silence is no half frame.
      other.sendFrame(ECHO);
      assertThat(other.receive()).startsWith("0830");
      assertThat(hub.connections()).isEqualTo(1);
      assertThat(log).contains("a frame was begun and not ended in time");
      assertThat(hub.meters().get("serai.link.refused_frames").counter().count()).isEqualTo(2);
    }
  }

  @Test
  void bytesThatTrickleInKeepNothingOpen() {
    try (TerminalsDouble hub = new TerminalsDouble(DROPPED, link("400ms"));
        RawTerminal slow = new RawTerminal(hub.port)) {
      slow.sendBytes((byte) 1, (byte) 0);
      await()
          .atMost(PATIENCE)
          .pollInterval(Duration.ofMillis(100))
          .until(
              () -> {
                try {
                  slow.sendBytes((byte) '0');
                  return hub.connections() == 0;
                } catch (UncheckedIOException closed) {
                  return true;
                }
              });
      await().atMost(PATIENCE).until(() -> hub.connections() == 0);
    }
  }

  @Test
  void aFrameThatComesInPiecesWithinItsTimeIsWhole() {
    try (TerminalsDouble hub = new TerminalsDouble(DROPPED, link("20s"));
        RawTerminal terminal = new RawTerminal(hub.port)) {
      byte[] body = ECHO.getBytes(StandardCharsets.US_ASCII);
      terminal.sendBytes((byte) 0, (byte) body.length);
      for (byte one : body) {
        terminal.sendBytes(one);
      }
      assertThat(terminal.receive()).startsWith("0830");
    }
  }

  private static LinkConfig link(String frameTimeout) {
    Map<String, LinkConfig> links =
        TestLinks.parse(
            "links: { terminals: { tenant: acme, address: \"127.0.0.1:0\", frame_timeout: "
                + frameTimeout
                + " } }");
    return java.util.Objects.requireNonNull(links.get("terminals"));
  }
}
