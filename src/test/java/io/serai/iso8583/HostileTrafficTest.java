package io.serai.iso8583;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jpos.iso.ISOException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/**
 * What no terminal would send, over real sockets against the shipped terminals' link, while another
 * connection is measured. The figures are printed; what is asserted is generous.
 */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@ExtendWith(OutputCaptureExtension.class)
@SuppressWarnings({"NullAway.Init", "SystemOut"})
class HostileTrafficTest {

  private static final int FRAMES = 10_000;
  private static final int LOGGED = 500;
  private static final int SLOW = 500;
  private static final Duration SLOW_PAUSE = Duration.ofSeconds(10);
  private static final int MEASURED = 1500;
  private static final long MEMORY_MARGIN_BYTES = 128L << 20;

  private TerminalsDouble hub;
  private IsoClient other;
  private byte[] good;
  private long baseMicros;
  private int stan;

  @BeforeAll
  void start() throws ISOException {
    hub =
        new TerminalsDouble(
            (entry, exchange, done) -> {
              Samples.answer(exchange, Samples.approved(exchange));
              done.run();
            });
    other = hub.client();
    good =
        Packager.named("iso87ascii", java.nio.file.Path.of("kamelets"))
            .pack(
                Samples.request("0100", 1).set(35, Samples.PAN + "=30121010000012300000").build());
    p99Micros();
    baseMicros = p99Micros();
  }

  /** Thousands of lines that say the same help nobody. */
  private static void logging(@Nullable LogLevel level) {
    LoggingSystem.get(HostileTrafficTest.class.getClassLoader())
        .setLogLevel("io.serai.iso8583", level);
  }

  @AfterAll
  void stop() {
    logging(null);
    other.close();
    hub.close();
  }

  @Test
  @Order(1)
  void tenThousandRandomAndMutatedFramesHarmNobodyElse(CapturedOutput log) {
    Random random = new Random(8583);
    final long before = usedMemory();
    CompletableFuture<Integer> sent = CompletableFuture.supplyAsync(() -> sendHostile(random));
    long worst = 0;
    while (!sent.isDone()) {
      worst = Math.max(worst, p99Micros());
    }
    final int connections = sent.join();
    await().atMost(Duration.ofSeconds(20)).until(() -> hub.connections() == 1);
    long after = usedMemory();
    System.out.printf(
        "%d hostile frames over %d connections: p99 of another connection %d us, base %d us;"
            + " memory %d KiB before, %d KiB after%n",
        FRAMES, connections, worst, baseMicros, before >> 10, after >> 10);
    assertThat(connections).isGreaterThan(FRAMES / 2);
    assertThat(after).isLessThan(before + MEMORY_MARGIN_BYTES);
    assertWell(worst);
    assertThat(log).doesNotContain(Samples.PAN).doesNotContain("30121010000012300000");
    assertThat(log).contains("the connection is closed").doesNotContain("ERROR");
  }

  private int sendHostile(Random random) {
    int connections = 1;
    try {
      RawConnection hostile = new RawConnection(hub.port);
      for (int i = 0; i < FRAMES; i++) {
        if (i == LOGGED) {
          logging(LogLevel.ERROR);
        }
        // Behind a length that lies the rest is only thrown away, so the next frame begins anew.
        int kind = random.nextInt(10);
        if (!hostile.send(frame(kind, random)) || kind <= 5) {
          hostile.close();
          hostile = new RawConnection(hub.port);
          connections++;
        }
      }
      hostile.close();
      return connections;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  @Order(2)
  void fiveHundredConnectionsOfOneByteInTenSecondsHarmNobodyElse() throws IOException {
    long before = usedMemory();
    List<SocketChannel> slow = new ArrayList<>();
    try {
      for (int i = 0; i < SLOW; i++) {
        slow.add(
            SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), hub.port)));
      }
      await().atMost(Duration.ofSeconds(20)).until(() -> hub.connections() == SLOW + 1);
      long worst = 0;
      byte[] frame = {0, (byte) good.length, good[0]};
      long begun = System.nanoTime();
      for (int at = 0; at < 2; at++) {
        for (SocketChannel connection : slow) {
          connection.write(ByteBuffer.wrap(frame, at, 1));
        }
        while (System.nanoTime() - begun < SLOW_PAUSE.toNanos() * (at + 1) / 2) {
          worst = Math.max(worst, p99Micros());
        }
      }
      long after = usedMemory();
      System.out.printf(
          "%d slow connections: p99 of another connection %d us, base %d us;"
              + " memory %d KiB before, %d KiB after%n",
          SLOW, worst, baseMicros, before >> 10, after >> 10);
      assertThat(hub.connections()).isEqualTo(SLOW + 1);
      assertThat(after).isLessThan(before + MEMORY_MARGIN_BYTES);
      assertWell(worst);
    } finally {
      for (SocketChannel connection : slow) {
        connection.close();
      }
    }
    await().atMost(Duration.ofSeconds(20)).until(() -> hub.connections() == 1);
  }

  /** Builds run side by side on slow machines, so this only catches a hub that stands still. */
  private void assertWell(long worstMicros) {
    assertThat(worstMicros).isLessThan(Math.max(baseMicros * 50, 500_000));
    assertThat(p99Micros()).isPositive();
  }

  /** A length that lies, half a frame, noise, or a message with some of its bytes changed. */
  private byte[] frame(int kind, Random random) {
    byte[] body = good.clone();
    for (int changes = random.nextInt(4); changes > 0; changes--) {
      body[random.nextInt(body.length)] = (byte) random.nextInt(256);
    }
    int length = body.length;
    switch (kind) {
      case 0 -> length = 0;
      case 1 -> length = 0xFFFF; // also what -1 is
      case 2 -> length = 4097 + random.nextInt(60_000);
      case 3 -> body = Arrays.copyOf(body, random.nextInt(body.length));
      case 4 -> random.nextBytes(body);
      case 5 -> length = random.nextInt(good.length);
      default -> {}
    }
    byte[] frame = new byte[2 + body.length];
    frame[0] = (byte) (length >> 8);
    frame[1] = (byte) length;
    System.arraycopy(body, 0, frame, 2, body.length);
    return frame;
  }

  /** Of requests one after the other on a connection of its own; every one is answered. */
  private long p99Micros() {
    long[] nanos = new long[MEASURED];
    for (int i = 0; i < nanos.length; i++) {
      stan = stan % 999_999 + 1;
      long begun = System.nanoTime();
      IsoMessage answer =
          other.send(Samples.request("0100", stan).build()).orTimeout(20, TimeUnit.SECONDS).join();
      nanos[i] = System.nanoTime() - begun;
      assertThat(answer.field(39)).isEqualTo("00");
    }
    Arrays.sort(nanos);
    return nanos[nanos.length * 99 / 100] / 1000;
  }

  private static long usedMemory() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  /** A connection that does not mind being closed, and reads nothing that is answered. */
  private static final class RawConnection {

    private final Socket socket;

    RawConnection(int port) throws IOException {
      socket = new Socket(InetAddress.getLoopbackAddress(), port);
      socket.setTcpNoDelay(true);
    }

    /** False once the hub has closed it. */
    boolean send(byte[] frame) {
      try {
        socket.getOutputStream().write(frame);
        int waiting = socket.getInputStream().available();
        socket.getInputStream().skipNBytes(waiting);
        return true;
      } catch (IOException closed) {
        return false;
      }
    }

    void close() throws IOException {
      socket.close();
    }
  }
}
