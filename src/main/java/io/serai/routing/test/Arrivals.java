package io.serai.routing.test;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.serai.iso8583.IsoClient;
import io.serai.iso8583.IsoMessage;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Lets a request arrive at the hub's entries over loopback connections, and waits for the answer.
 */
final class Arrivals implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final List<String> CREATING =
      List.of("/v1/charges", "/v1/approvals", "/v1/cash-receipts");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int HIGHEST_FIELD = 128;
  private static final String ACQUIRER = "123456";

  private final LoopbackHub hub;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private @Nullable IsoClient terminal;
  private @Nullable IsoMessage original;
  private String payment = "";
  private int number;

  Arrivals(LoopbackHub hub) {
    this.hub = hub;
  }

  /** A new test begins. */
  void begin() {
    original = null;
    payment = "";
  }

  /** The id of the latest payment that an answer told of, or an empty text. */
  String payment() {
    return payment;
  }

  /**
   * Lets it arrive.
   *
   * @return what came back, by its name in a test: status, headers, answer, message
   */
  Map<String, @Nullable Object> send(When when, Place place, String tenant) {
    try {
      if (when instanceof When.Rest rest) {
        return rest(rest, tenant);
      }
      return when instanceof When.Iso iso ? iso(iso, place) : queue((When.Queue) when, place);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new WrongTest(place, "when: interrupted");
    } catch (TimeoutException e) {
      throw new WrongTest(place, "when: no answer within " + PATIENCE.toSeconds() + " s");
    } catch (IOException | ExecutionException e) {
      throw new WrongTest(place, "when: the connection was lost: " + e.getMessage());
    }
  }

  private Map<String, @Nullable Object> rest(When.Rest rest, String tenant)
      throws IOException, InterruptedException {
    number++;
    String path = rest.path().replace("{payment}", payment);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + hub.restPort() + path))
            .timeout(PATIENCE)
            .setHeader("Authorization", "Bearer " + RouteTestParts.API_KEY + tenant);
    if (!rest.method().equals("GET")) {
      request.setHeader("Idempotency-Key", rest.key() == null ? "key-" + number : rest.key());
    }
    Node body = rest.body();
    if (body != null) {
      request.setHeader("Content-Type", "application/json");
    }
    rest.headers().forEach(request::setHeader);
    request.method(
        rest.method(),
        body == null
            ? HttpRequest.BodyPublishers.noBody()
            : HttpRequest.BodyPublishers.ofString(text(body)));
    HttpResponse<String> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    Object told = Request.json(answer.body());
    if (told instanceof Map<?, ?> fields && CREATING.contains(path)) {
      remember(fields.get("id"));
    }
    Map<String, @Nullable Object> came = new LinkedHashMap<>();
    came.put("status", answer.statusCode());
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    answer.headers().map().forEach((name, values) -> headers.put(name, String.join(", ", values)));
    came.put("headers", headers);
    came.put("answer", told);
    return came;
  }

  private void remember(@Nullable Object id) {
    if (id != null) {
      payment = id.toString();
    }
  }

  private String text(Node body) throws JsonProcessingException {
    Object plain = body.plain(text -> text.replace("{payment}", payment));
    return plain instanceof String text ? text : JSON.writeValueAsString(plain);
  }

  private Map<String, @Nullable Object> iso(When.Iso iso, Place place)
      throws InterruptedException, ExecutionException, TimeoutException {
    String link = iso.link();
    if (link != null && !hub.peers().known().contains(link)) {
      throw Keys.unknown(place, "link", link, hub.peers().known());
    }
    number++;
    Map<Integer, String> fields = new TreeMap<>();
    LocalDateTime now = LocalDateTime.ofInstant(hub.time().instant(), ZoneOffset.UTC);
    fields.put(7, DateTimeFormatter.ofPattern("MMddHHmmss", Locale.ROOT).format(now));
    fields.put(11, "%06d".formatted(number));
    if (iso.mti().charAt(1) == '8') {
      fields.put(70, "301");
    } else {
      fields.putAll(ofAPayment());
      if (iso.mti().charAt(1) == '4' && original != null) {
        ofTheOriginal(original, fields);
      }
    }
    fields.putAll(iso.fields());
    IsoMessage.Builder builder = IsoMessage.of(iso.mti());
    fields.forEach((field, value) -> builder.set(field, value.isEmpty() ? null : value));
    IsoMessage request = builder.build();
    if ("12".indexOf(iso.mti().charAt(1)) >= 0) {
      original = request;
    }
    var coming = link == null ? terminal().send(request) : hub.peers().send(link, request);
    IsoMessage answer = coming.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("mti", answer.mti());
    for (int field = 2; field <= HIGHEST_FIELD; field++) {
      String value = answer.field(field);
      if (value != null) {
        told.put(String.valueOf(field), value);
      }
    }
    Map<String, @Nullable Object> came = new LinkedHashMap<>();
    came.put("answer", told);
    return came;
  }

  private static Map<Integer, String> ofAPayment() {
    return Map.of(
        3, "000000", 4, "000000001000", 32, ACQUIRER, 41, "TERM0001", 42, "MERCHANT01", 49, "392");
  }

  private static void ofTheOriginal(IsoMessage original, Map<Integer, String> fields) {
    for (int field : List.of(2, 3, 4, 32, 41, 42, 49)) {
      String value = original.field(field);
      if (value != null) {
        fields.put(field, value);
      }
    }
    String acquirer = String.valueOf(original.field(32));
    fields.put(
        90,
        original.mti()
            + original.field(11)
            + original.field(7)
            + "0".repeat(Math.max(0, 11 - acquirer.length()))
            + acquirer
            + "0".repeat(11));
  }

  private IsoClient terminal() {
    IsoClient open = terminal;
    if (open == null || open.isClosed()) {
      open = IsoClient.connect("127.0.0.1", hub.isoPort(), PATIENCE);
      terminal = open;
    }
    return open;
  }

  private Map<String, @Nullable Object> queue(When.Queue queue, Place place)
      throws IOException, InterruptedException, ExecutionException, TimeoutException {
    if (!hub.queues().names().contains(queue.queue())) {
      throw Keys.unknown(place, "queue", queue.queue(), hub.queues().names());
    }
    boolean done =
        hub.queues()
            .deliver(queue.queue(), text(queue.body()))
            .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    Map<String, @Nullable Object> came = new LinkedHashMap<>();
    came.put("message", done ? "deleted" : "stays");
    return came;
  }

  @Override
  public void close() {
    if (terminal != null) {
      terminal.close();
    }
  }
}
