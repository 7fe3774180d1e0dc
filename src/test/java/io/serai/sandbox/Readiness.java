package io.serai.sandbox;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;

/** Waits until a child serves, and gives up when it has ended or takes too long. */
final class Readiness {

  private static final Duration LIMIT = Duration.ofMinutes(3);
  private static final Duration PAUSE = Duration.ofMillis(150);
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

  @FunctionalInterface
  private interface Probe {
    boolean answers() throws IOException, InterruptedException;
  }

  private Readiness() {}

  /** Until the address answers 200. */
  static void http(Child child, URI address) {
    HttpRequest request =
        HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(5)).GET().build();
    await(
        child,
        () -> CLIENT.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200);
  }

  /** Until somebody listens on the port. */
  static void port(Child child, int port) {
    await(child, () -> listens(port));
  }

  /** Until the broker says which cluster it is. */
  static void kafka(Child child, int port) {
    await(child, () -> listens(port));
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", "localhost:" + port))) {
      await(child, () -> describes(admin));
    }
  }

  private static boolean listens(int port) throws IOException {
    try (Socket socket = new Socket("localhost", port)) {
      return socket.isConnected();
    }
  }

  private static boolean describes(Admin admin) throws InterruptedException {
    try {
      return !admin.describeCluster().nodes().get(5, TimeUnit.SECONDS).isEmpty();
    } catch (ExecutionException | TimeoutException e) {
      return false;
    }
  }

  private static void await(Child child, Probe probe) {
    long end = System.nanoTime() + LIMIT.toNanos();
    CountDownLatch ended = new CountDownLatch(1);
    var unused = child.process().onExit().thenAccept(process -> ended.countDown());
    try {
      while (true) {
        try {
          if (probe.answers()) {
            return;
          }
        } catch (IOException e) {
          // not yet
        }
        if (ended.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
          throw new SandboxFailure(child.name() + " ended while starting: see " + child.log());
        }
        if (System.nanoTime() > end) {
          throw new SandboxFailure(
              "%s was not ready after %d s: see %s"
                  .formatted(child.name(), LIMIT.toSeconds(), child.log()));
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SandboxFailure("interrupted while " + child.name() + " started", e);
    }
  }
}
