package io.serai.iso8583;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/**
 * What no terminal would send, over real sockets, while another connection is answered. How fast it
 * is answered is measured by {@link HostileFigures}.
 */
@Timeout(120)
@ExtendWith(OutputCaptureExtension.class)
class HostileTrafficTest {

  private static final int FRAMES = 10_000;
  private static final int SLOW = 500;
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final long MEMORY_MARGIN_BYTES = 128L << 20;
  private static final EntryDouble.Set APPROVES =
      (entry, exchange, done) -> {
        Samples.answer(exchange, Samples.approved(exchange));
        done.run();
      };

  private int stan;

  @Test
  void tenThousandRandomAndMutatedFramesHarmNobodyElse(CapturedOutput log) {
    try (TerminalsDouble hub = new TerminalsDouble(APPROVES);
        IsoClient other = hub.client()) {
      answered(other);
      final long before = usedMemory();
      CompletableFuture<Integer> sent = CompletableFuture.supplyAsync(() -> sendHostile(hub.port));
      while (!sent.isDone()) {
        answered(other);
      }
      assertThat(sent.join()).isGreaterThan(FRAMES / 2);
      await().atMost(PATIENCE).until(() -> hub.connections() == 1);
      answered(other);
      assertThat(usedMemory()).isLessThan(before + MEMORY_MARGIN_BYTES);
      assertThat(hub.meters().get("serai.link.refused_frames").counter().count())
          .isGreaterThan(FRAMES / 4.0);
    }
    assertThat(log).doesNotContain(Samples.PAN).doesNotContain("30121010000012300000");
    assertThat(log).contains("the connection is closed");
    assertThat(log.getAll().lines().filter(line -> line.contains("ERROR")))
        .noneMatch(line -> line.contains("io.serai"));
    // Thousands of lines that say the same help nobody.
    assertThat(log.getAll().lines().filter(line -> line.contains("the connection is closed")))
        .hasSizeLessThan(FRAMES / 4);
    assertThat(log).contains("warnings more than fit into a second");
  }

  private static int sendHostile(int port) {
    try (HostileFrames hostile = new HostileFrames(port, 8583)) {
      for (int i = 0; i < FRAMES; i++) {
        hostile.send();
      }
      return hostile.connections();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void fiveHundredConnectionsThatNeverEndTheirFramesAreClosedAndHarmNobodyElse()
      throws IOException {
    List<SocketChannel> slow = new ArrayList<>();
    try (TerminalsDouble hub = new TerminalsDouble(APPROVES, frameTimeout("2s"));
        IsoClient other = hub.client()) {
      answered(other);
      final long before = usedMemory();
      byte[] begun = {0, (byte) HostileFrames.good().length, '0'};
      for (int i = 0; i < SLOW; i++) {
        SocketChannel connection =
            SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), hub.port));
        slow.add(connection);
        connection.write(ByteBuffer.wrap(begun, 0, 1 + i % 3));
      }
      await().atMost(PATIENCE).until(() -> hub.connections() == 1);
      answered(other);
      assertThat(usedMemory()).isLessThan(before + MEMORY_MARGIN_BYTES);
    } finally {
      for (SocketChannel connection : slow) {
        connection.close();
      }
    }
  }

  private static LinkConfig frameTimeout(String duration) {
    return Objects.requireNonNull(
        TestLinks.parse(
                "links: { terminals: { tenant: acme, address: \"127.0.0.1:0\", frame_timeout: "
                    + duration
                    + " } }")
            .get("terminals"));
  }

  private void answered(IsoClient client) {
    for (int i = 0; i < 100; i++) {
      stan = stan % 999_999 + 1;
      IsoMessage answer =
          client.send(Samples.request("0100", stan).build()).orTimeout(20, TimeUnit.SECONDS).join();
      assertThat(answer.field(39)).isEqualTo("00");
    }
  }

  private static long usedMemory() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
