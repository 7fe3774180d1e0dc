package io.serai.routing.test;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A provider on a loopback port that answers as a test tells it, so that its Kamelet and its table
 * are the real ones. No connection is used twice: a closed port is then always a refused
 * connection.
 */
final class ScriptedProvider implements AutoCloseable {

  private final Answers answers;
  private final VirtualTime time;
  private final ExecutorService threads;
  private final int port;
  private final List<Request> requests = new ArrayList<>();
  private final List<HttpExchange> hanging = new ArrayList<>();
  private @Nullable HttpServer server;
  private List<Node> script = List.of();
  private int next;
  private int number;
  private Consumer<WrongTest> problems = problem -> {};

  ScriptedProvider(Answers answers, VirtualTime time, ExecutorService threads) {
    this.answers = answers;
    this.time = time;
    this.threads = threads;
    this.port = listen(0);
  }

  String url() {
    return "http://127.0.0.1:" + port;
  }

  /** Does from now on what is told, the last for ever; nothing told is nothing expected. */
  synchronized void tell(List<Node> told, Consumer<WrongTest> onProblem) {
    told.forEach(answers::check);
    boolean refuse = told.stream().anyMatch(one -> one.text().equals(Answers.REFUSE));
    if (refuse && told.size() > 1) {
      throw new WrongTest(
          told.get(0).place(),
          answers.provider() + ": refuse stands alone; a refused connection is never seen");
    }
    script = told;
    next = 0;
    problems = onProblem;
    if (refuse) {
      close();
    } else if (server == null) {
      listen(port);
    }
  }

  /** The requests since the last time that this was asked. */
  synchronized List<Request> taken() {
    List<Request> taken = List.copyOf(requests);
    requests.clear();
    return taken;
  }

  /** Lets go of the requests that it left hanging. */
  void release() {
    List<HttpExchange> held;
    synchronized (this) {
      held = List.copyOf(hanging);
      hanging.clear();
      requests.clear();
    }
    held.forEach(HttpExchange::close);
  }

  private synchronized int listen(int wanted) {
    try {
      InetSocketAddress address =
          new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), wanted);
      HttpServer made = HttpServer.create(address, 128);
      made.setExecutor(threads);
      made.createContext("/", this::handle);
      made.start();
      server = made;
      return made.getAddress().getPort();
    } catch (IOException e) {
      throw new UncheckedIOException(
          answers.provider() + " has no port: " + wanted + " was taken by somebody else", e);
    }
  }

  private void handle(HttpExchange http) throws IOException {
    Reply reply;
    try {
      reply = reply(read(http));
    } catch (WrongTest wrong) {
      problems.accept(wrong);
      reply = Reply.of(Reply.Kind.RESET);
    }
    switch (reply.kind()) {
      case RESET -> http.close();
      case HANG -> {
        synchronized (this) {
          hanging.add(http);
        }
        time.passToNext();
      }
      case SAY -> {
        if (!reply.delay().isZero()) {
          time.pass(reply.delay());
        }
        byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
        http.getResponseHeaders().set("Content-Type", "application/json");
        http.getResponseHeaders().set("Connection", "close");
        http.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
        http.getResponseBody().write(body);
        http.close();
      }
    }
  }

  private Request read(HttpExchange http) throws IOException {
    Map<String, String> headers = new LinkedHashMap<>();
    http.getRequestHeaders()
        .forEach(
            (name, values) ->
                headers.put(name.toLowerCase(Locale.ROOT), String.join(", ", values)));
    return new Request(
        answers.provider(),
        http.getRequestMethod(),
        http.getRequestURI().toString(),
        headers,
        new String(http.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
  }

  private synchronized Reply reply(Request request) {
    requests.add(request);
    number++;
    if (script.isEmpty()) {
      throw new WrongTest(
          new Place("", 0),
          answers.provider() + " was asked (" + request.line() + "), but nothing is given of it");
    }
    Node told = script.get(Math.min(next, script.size() - 1));
    next++;
    return answers.reply(told, request, number);
  }

  @Override
  public synchronized void close() {
    HttpServer running = server;
    server = null;
    if (running != null) {
      running.stop(0);
    }
  }
}
