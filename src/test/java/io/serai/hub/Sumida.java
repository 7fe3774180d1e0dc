package io.serai.hub;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A provider that the hub has never heard of, with its own language and book; what makes it known
 * is three texts in {@code new-provider}, and no Java.
 */
final class Sumida implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path TEXTS = Path.of("src/test/resources/new-provider");
  private static final String FIRST_RULE = "              # Who asks for Stripe gets it.\n";

  private final HttpServer server;
  private final List<String> book = new CopyOnWriteArrayList<>();
  private final Map<String, String> slips = new ConcurrentHashMap<>();
  private volatile String slip = "12999763169054705758.13710794063876%d";

  private Sumida(HttpServer server) {
    this.server = server;
  }

  static Sumida open() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    Sumida sumida = new Sumida(server);
    server.createContext("/commands", sumida::answer);
    server.start();
    return sumida;
  }

  /** Writes its Kamelet, its entry and a rule into the folders of a hub. */
  void writeInto(EditedFolder routes, EditedFolder kamelets) throws IOException {
    kamelets.write("sumida-action.kamelet.yaml", text("sumida-action.kamelet.yaml"));
    String url = "http://localhost:" + server.getAddress().getPort();
    routes.append("providers.yaml", text("provider.yaml").replace("@URL@", url));
    routes.replace("online/charges.camel.yaml", FIRST_RULE, text("rule.yaml") + FIRST_RULE);
  }

  private static String text(String name) throws IOException {
    return Files.readString(TEXTS.resolve(name));
  }

  /** What it really took, oldest first. */
  List<String> book() {
    return List.copyOf(book);
  }

  /** From now on its slips are numbered otherwise (S1.45). */
  void numberSlipsAnew() {
    slip = "GPA.3345-1234-5678-901%d";
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      JsonNode asked = JSON.readTree(exchange.getRequestBody());
      boolean known = "sandbox".equals(exchange.getRequestHeaders().getFirst("X-Sumida-Merchant"));
      byte[] answer =
          JSON.writeValueAsBytes(
              known && asked.path("command").asText().equals("PAY")
                  ? pay(asked)
                  : Map.of("verdict", "WHO_ARE_YOU"));
      exchange.sendResponseHeaders(200, answer.length);
      exchange.getResponseBody().write(answer);
    }
  }

  private Map<String, Object> pay(JsonNode asked) {
    if (asked.path("wallet").asText().endsWith("-empty")) {
      return Map.of("verdict", "REFUSED", "why", "51");
    }
    String number =
        slips.computeIfAbsent(
            asked.path("ref").asText(),
            ref -> {
              JsonNode total = asked.path("total");
              book.add(total.path("of").asText() + " " + total.path("units").asLong());
              return slip.formatted(10 + book.size());
            });
    return Map.of("verdict", "PAID", "slip", Map.of("number", number));
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
