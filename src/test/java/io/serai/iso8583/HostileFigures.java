package io.serai.iso8583;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * How fast a terminal is answered beside others that mean harm: a link in a process of its own, and
 * paced requests to it on one connection, first alone, then beside hostile traffic, then alone
 * again. Prints the figures. Run it on a machine that does nothing else.
 */
@SuppressWarnings("SystemOut")
public final class HostileFigures {

  private static final int WARM_UP = 20_000;
  private static final int REQUESTS_A_SECOND = 500;
  private static final int HOSTILE_A_SECOND = 1000;
  private static final int FRAMES = 10_000;
  private static final int SLOW = 500;
  private static final Duration MEASURED = Duration.ofSeconds(10);

  private int stan;
  private int port;

  private HostileFigures() {}

  /** Without arguments it measures; with {@code link} it is the link until its input ends. */
  public static void main(String[] arguments) throws Exception {
    if (arguments.length > 0) {
      link();
    } else {
      new HostileFigures().measure();
    }
  }

  private static void link() throws IOException {
    EntryDouble.Set approves =
        (entry, exchange, done) -> {
          Samples.answer(exchange, Samples.approved(exchange));
          done.run();
        };
    try (TerminalsDouble hub = new TerminalsDouble(approves)) {
      System.out.println("port " + hub.port);
      while (System.in.read() != -1) {
        // Until whoever measures ends.
      }
    }
  }

  private void measure() throws Exception {
    Process link =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                HostileFigures.class.getName(),
                "link")
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (var output =
            new BufferedReader(
                new InputStreamReader(link.getInputStream(), StandardCharsets.UTF_8));
        IsoClient client = IsoClient.connect("127.0.0.1", port(output), Duration.ofSeconds(5))) {
      for (int i = 0; i < WARM_UP; i++) {
        ask(client);
      }
      var hostileWarmUp = CompletableFuture.runAsync(() -> hostile(port, FRAMES / 2));
      print("warm-up", client);
      hostileWarmUp.join();
      print("alone", client);
      var hostile = CompletableFuture.runAsync(() -> hostile(port, FRAMES));
      print("beside " + HOSTILE_A_SECOND + " hostile frames a second", client);
      hostile.join();
      print("alone", client);
      var slow = CompletableFuture.runAsync(() -> slow(port));
      print("beside " + SLOW + " connections of a byte in 10 s", client);
      slow.join();
      print("alone", client);
    } finally {
      link.destroy();
      var unused = link.waitFor(10, TimeUnit.SECONDS);
    }
  }

  private int port(BufferedReader output) throws IOException {
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      if (line.startsWith("port ")) {
        port = Integer.parseInt(line.substring(5));
        Thread drain = new Thread(() -> output.lines().forEach(ignored -> {}), "drain");
        drain.setDaemon(true);
        drain.start();
        return port;
      }
    }
    throw new IOException("the link did not start");
  }

  private void print(String what, IsoClient client) {
    long[] nanos = new long[(int) (MEASURED.toSeconds() * REQUESTS_A_SECOND)];
    long begun = System.nanoTime();
    for (int i = 0; i < nanos.length; i++) {
      // From when it should have gone out, so that a pause counts for all that waited in it.
      long due = begun + i * 1_000_000_000L / REQUESTS_A_SECOND;
      until(due);
      ask(client);
      nanos[i] = System.nanoTime() - due;
    }
    Arrays.sort(nanos);
    System.out.printf(
        "%-45s p50 %5d us, p99 %6d us, p99.9 %6d us%n",
        what,
        nanos[nanos.length / 2] / 1000,
        nanos[nanos.length * 99 / 100] / 1000,
        nanos[nanos.length * 999 / 1000] / 1000);
  }

  private void ask(IsoClient client) {
    stan = stan % 999_999 + 1;
    var unused =
        client.send(Samples.request("0100", stan).build()).orTimeout(20, TimeUnit.SECONDS).join();
  }

  private static void hostile(int port, int frames) {
    try (HostileFrames hostile = new HostileFrames(port, 8583)) {
      long begun = System.nanoTime();
      for (int i = 0; i < frames; i++) {
        until(begun + i * 1_000_000_000L / HOSTILE_A_SECOND);
        hostile.send();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void slow(int port) {
    List<SocketChannel> connections = new ArrayList<>();
    try {
      long begun = System.nanoTime();
      for (int i = 0; i < SLOW; i++) {
        until(begun + i * MEASURED.toNanos() / 4 / SLOW);
        SocketChannel connection =
            SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        connections.add(connection);
        connection.write(ByteBuffer.wrap(new byte[] {0}));
      }
      until(begun + MEASURED.toNanos());
      for (SocketChannel connection : connections) {
        connection.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void until(long nanoTime) {
    for (long left = nanoTime - System.nanoTime(); left > 0; left = nanoTime - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }
}
