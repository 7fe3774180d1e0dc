package io.serai.client;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Answers what a test says, one after the other, as a hub or a proxy before it might. */
final class ScriptedHub implements AutoCloseable {

  /** What is done with a request. */
  private interface Step {
    void take(HttpExchange exchange) throws IOException;
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Queue<Step> steps = new ArrayDeque<>();
  private final List<String> seen = new CopyOnWriteArrayList<>();
  private final CountDownLatch held = new CountDownLatch(1);

  ScriptedHub() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::take);
    server.start();
  }

  URI uri() {
    return URI.create("http://localhost:" + server.getAddress().getPort());
  }

  /** What came in, header and body. */
  List<String> seen() {
    return seen;
  }

  void answers(int status, String body) {
    say(status, "application/json", body, "X-None", "none");
  }

  void fails(int status, String problem) {
    fails(status, problem, "X-None", "none");
  }

  void fails(int status, String problem, String header, String value) {
    say(status, "application/problem+json; charset=utf-8", problem, header, value);
  }

  private void say(int status, String type, String body, String header, String value) {
    add(
        exchange -> {
          byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().set("Content-Type", type);
          exchange.getResponseHeaders().set(header, value);
          exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
  }

  /** Reads the request and breaks the connection. */
  void breaks() {
    add(HttpExchange::close);
  }

  /** The same, and never listens again. */
  void breaksAndIsGone() {
    add(
        exchange -> {
          exchange.close();
          server.stop(0);
        });
  }

  /** Says nothing before it is released. */
  void hangs() {
    add(
        exchange -> {
          try {
            held.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          exchange.close();
        });
  }

  void release() {
    held.countDown();
  }

  private synchronized void add(Step step) {
    steps.add(step);
  }

  private synchronized Step next() {
    Step step = steps.poll();
    return step == null ? HttpExchange::close : step;
  }

  private void take(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    var headers = exchange.getRequestHeaders();
    seen.add(
        String.join(
            " ",
            exchange.getRequestMethod(),
            exchange.getRequestURI().toString(),
            headers.getFirst("Idempotency-Key"),
            headers.getFirst("Content-Type"),
            headers.getFirst("Authorization"),
            body));
    next().take(exchange);
  }

  @Override
  public void close() {
    held.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
