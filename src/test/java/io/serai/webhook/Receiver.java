package io.serai.webhook;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import javax.net.ssl.SSLContext;

/**
 * An upstream that is told of events over a real socket: it keeps a book of what it got, and
 * answers as it is steered.
 */
public final class Receiver implements AutoCloseable {

  /** As an answer: none at all. */
  public static final int SILENCE = 0;

  /**
   * What came in.
   *
   * @param event the event's id, from the header
   * @param headers by lower-case name
   * @param body as it came
   * @param status what was answered
   */
  public record Got(String event, Map<String, String> headers, String body, int status) {}

  private final List<Got> book = new CopyOnWriteArrayList<>();
  private final Map<String, AtomicInteger> underWay = new ConcurrentHashMap<>();
  private final AtomicInteger most = new AtomicInteger();
  private final CountDownLatch end = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpServer server;
  private volatile Function<String, Integer> answers = event -> 200;
  private volatile String location = "";
  private volatile long delayMillis;

  private Receiver(HttpServer server) {
    this.server = server;
  }

  /** Starts one on a port. */
  public static Receiver start(int port) {
    try {
      return start(
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200));
    } catch (IOException e) {
      throw new UncheckedIOException("the receiver does not start", e);
    }
  }

  /** Starts one on a port, behind TLS. */
  public static Receiver start(int port, SSLContext tls) {
    try {
      HttpsServer server =
          HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
      server.setHttpsConfigurator(new HttpsConfigurator(tls));
      return start(server);
    } catch (IOException e) {
      throw new UncheckedIOException("the receiver does not start", e);
    }
  }

  private static Receiver start(HttpServer server) {
    Receiver receiver = new Receiver(server);
    server.createContext("/", receiver::take);
    server.setExecutor(receiver.threads);
    server.start();
    return receiver;
  }

  /** Answers each event's id with a status from now on. */
  public void answer(Function<String, Integer> statuses) {
    answers = statuses;
  }

  /** Where a redirect leads. */
  public void location(String url) {
    location = url;
  }

  /** How long it thinks. */
  public void think(long millis) {
    delayMillis = millis;
  }

  /** What it got, in the order in which it came. */
  public List<Got> book() {
    return List.copyOf(book);
  }

  /** The ids of what it got and took. */
  public List<String> taken() {
    return book.stream().filter(got -> got.status() / 100 == 2).map(Got::event).toList();
  }

  /** How many requests of one subject there were at the same time, at the most. */
  public int mostOfOneSubject() {
    return most.get();
  }

  private void take(HttpExchange exchange) throws IOException {
    String event = String.valueOf(exchange.getRequestHeaders().getFirst("Serai-Event-Id"));
    String subject = event.substring(0, Math.max(0, event.indexOf('/')));
    AtomicInteger mine = underWay.computeIfAbsent(subject, s -> new AtomicInteger());
    most.accumulateAndGet(mine.incrementAndGet(), Math::max);
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      Map<String, String> headers = new ConcurrentHashMap<>();
      exchange
          .getRequestHeaders()
          .forEach(
              (name, values) ->
                  headers.put(name.toLowerCase(java.util.Locale.ROOT), values.get(0)));
      int status = answers.apply(event);
      book.add(new Got(event, headers, body, status));
      if (status == SILENCE || delayMillis > 0) {
        // Ends early only with the receiver itself.
        var unused = end.await(status == SILENCE ? 60_000 : delayMillis, TimeUnit.MILLISECONDS);
      }
      if (!location.isEmpty()) {
        exchange.getResponseHeaders().set("Location", location);
      }
      mine.decrementAndGet();
      exchange.sendResponseHeaders(status == SILENCE ? 504 : status, -1);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    end.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
