package io.serai.sandbox;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.serai.iso8583.IsoMessage;
import io.serai.iso8583.LinkConfig;
import io.serai.iso8583.LinkDescription;
import io.serai.iso8583.LoneLink;
import io.serai.testkit.TestCards;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/**
 * A card network that asks the hub as the issuer of the sandbox's cards. The hub dials it; it is
 * steered over HTTP: {@code POST /traffic?cards=1000&seconds=60&rate=50} runs a traffic and tells
 * how it goes, {@code POST /ask?mti=0100&card=1&amount=1000} sends one message and tells its answer
 * ({@code pan=} for another card, {@code original=0100:STAN:DE7} to name an earlier one), {@code
 * GET /cards?from=1&to=10} tells numbers and ids of cards, {@code GET /notifications} what their
 * holders were told. System properties: {@code card-network.port}, {@code
 * card-network.steering-port}, {@code card-network.project}.
 */
public final class CardNetwork implements AutoCloseable {

  private static final Path LINKS = Path.of("routes", "links.yaml");

  private final LoneLink link;
  private final CardMessages messages = new CardMessages(Clock.systemUTC());
  private final CardTraffic traffic;
  private final HttpServer steering;
  private final ExecutorService threads = Executors.newFixedThreadPool(4);

  private CardNetwork(Path project, int port, int steeringPort) throws IOException {
    LinkConfig config =
        LinkDescription.of(project.resolve(LINKS), "card-network", System::getProperty)
            .with("address", "localhost:" + port)
            .with("timeout", "20s")
            .listening();
    link = LoneLink.open(config, project.resolve("kamelets"), new LoneLink.Peer() {});
    traffic = new CardTraffic(link, messages);
    steering =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), steeringPort), 0);
    steering.setExecutor(threads);
    steering.createContext("/traffic", call -> answer(call, "POST", this::traffic));
    steering.createContext("/ask", call -> answer(call, "POST", this::ask));
    steering.createContext("/cards", call -> answer(call, "GET", CardNetwork::cards));
    steering.createContext("/notifications", new Notifications());
    steering.start();
  }

  /** One that listens for the hub on a port, and for people on another. */
  public static CardNetwork start(Path project, int port, int steeringPort) throws IOException {
    return new CardNetwork(project, port, steeringPort);
  }

  /** Runs until the process is ended. */
  public static void main(String[] args) throws IOException {
    CardNetwork network =
        start(
            Path.of(System.getProperty("card-network.project", "")),
            Integer.getInteger("card-network.port"),
            Integer.getInteger("card-network.steering-port"));
    Runtime.getRuntime().addShutdownHook(new Thread(network::close));
  }

  /** Its connections that may be used. */
  public long connections() {
    return link.connections();
  }

  /** Lets the first so many cards be used at random for a while; returns when all is answered. */
  public CardFigures drive(int cards, Duration time, int perSecond) throws InterruptedException {
    return traffic.run(new CardTraffic.Wish(cards, time, perSecond), line -> {});
  }

  private void traffic(Query query, Consumer<String> tell) throws InterruptedException {
    CardTraffic.Wish wish =
        new CardTraffic.Wish(
            query.number("cards", 1000, 1_000_000),
            Duration.ofSeconds(query.number("seconds", 60, 3_600)),
            query.number("rate", 50, 5_000));
    if (connections() == 0) {
      throw new IllegalArgumentException("the hub has not signed on; see its log");
    }
    traffic.run(wish, tell).summary().forEach(tell);
  }

  private void ask(Query query, Consumer<String> tell) {
    String pan = query.text("pan", TestCards.number(query.number("card", 1, 1_000_000)));
    String mti = query.text("mti", "0100");
    long amount = query.number("amount", 1000, 999_999_999);
    if (!mti.matches("0[124][024][01]") || !pan.matches("[0-9]{12,19}")) {
      throw new IllegalArgumentException(
          "mti: 0100, 0120, 0200, 0220, 0420 …; pan: 12 to 19 digits");
    }
    IsoMessage request = messages.one(mti, pan, amount, query.text("original", ""));
    link.describe(link.send(request, true).join()).forEach(tell);
    tell.accept(
        "To follow it: original=%s:%s:%s".formatted(mti, request.field(11), request.field(7)));
  }

  private static void cards(Query query, Consumer<String> tell) {
    int from = query.number("from", 1, 1_000_000);
    int to = query.number("to", from + 9, 1_000_000);
    for (int card = from; card <= to; card++) {
      tell.accept(card + "  " + TestCards.number(card) + "  " + SandboxCards.id(card));
    }
  }

  private interface Work {
    void run(Query query, Consumer<String> tell) throws InterruptedException;
  }

  private static void answer(HttpExchange call, String method, Work work) throws IOException {
    call.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
    boolean right = call.getRequestMethod().equals(method);
    call.sendResponseHeaders(right ? 200 : 405, 0);
    try (PrintStream out = new PrintStream(call.getResponseBody(), true, StandardCharsets.UTF_8)) {
      Consumer<String> tell =
          line -> {
            out.println(line);
            if (out.checkError()) {
              throw new CancellationException("nobody reads any more");
            }
          };
      run(right ? work : (query, lines) -> lines.accept("use " + method), call, tell);
    } catch (CancellationException gone) {
      // and so nobody is told
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      call.close();
    }
  }

  private static void run(Work work, HttpExchange call, Consumer<String> tell)
      throws InterruptedException {
    try {
      work.run(Query.of(call.getRequestURI().getQuery()), tell);
    } catch (CancellationException gone) {
      throw gone;
    } catch (IllegalArgumentException | IllegalStateException | CompletionException e) {
      tell.accept("problem: " + e.getMessage());
    }
  }

  @Override
  public void close() {
    steering.stop(0);
    threads.shutdownNow();
    link.close();
  }

  /** The ports it listens on for hubs. */
  public List<Integer> ports() {
    return link.ports();
  }
}
