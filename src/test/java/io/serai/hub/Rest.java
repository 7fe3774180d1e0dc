package io.serai.hub;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** An upstream system that speaks REST. */
public record Rest(URI hub, String apiKey, Map<String, String> headers) {

  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private static final JsonMapper JSON = new JsonMapper();

  public Rest(URI hub, String apiKey) {
    this(hub, apiKey, Map.of());
  }

  /** The same with the key of a terminal. */
  Rest withTerminalKey(String key) {
    return new Rest(hub, apiKey, Map.of("Serai-Terminal-Key", key));
  }

  /** An answer: status and JSON body. */
  public record Answer(int status, JsonNode body) {

    public String text(String field) {
      return body.path(field).asText();
    }
  }

  public Answer charge(String key, String json) {
    return chargeAsync(key, json).join();
  }

  public CompletableFuture<Answer> chargeAsync(String key, String json) {
    return post("/v1/charges", key, json);
  }

  public Answer charge(long amount) {
    return charge(UUID.randomUUID().toString(), card(amount));
  }

  /** A charge in yen of a card that gateway A is asked first about. */
  public static String card(long amount) {
    return """
        {"amount": %d, "currency": "JPY", "reference": "order-1",
         "method": {"type": "card", "token": "tok_visa", "brand": "visa"}}
        """
        .formatted(amount);
  }

  public CompletableFuture<Answer> refund(String payment, String key, String json) {
    return post("/v1/charges/" + payment + "/refunds", key, json);
  }

  public CompletableFuture<Answer> post(String path, String key, String json) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(hub.resolve(path))
            .header("Authorization", "Bearer " + apiKey)
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", key)
            .timeout(Duration.ofSeconds(60))
            .POST(HttpRequest.BodyPublishers.ofString(json));
    headers.forEach(request::header);
    return send(request);
  }

  public Answer get(String path) {
    return send(HttpRequest.newBuilder(hub.resolve(path))
            .header("Authorization", "Bearer " + apiKey))
        .join();
  }

  /** Whether the hub says that it takes work; a hub that is not there does not. */
  public boolean isReady() {
    return send(HttpRequest.newBuilder(hub.resolve("/healthz")).timeout(Duration.ofSeconds(5)))
        .handle((answer, failure) -> failure == null && answer.status() == 200)
        .join();
  }

  private static CompletableFuture<Answer> send(HttpRequest.Builder request) {
    return CLIENT
        .sendAsync(request.build(), HttpResponse.BodyHandlers.ofString())
        .thenApply(answer -> new Answer(answer.statusCode(), read(answer.body())));
  }

  private static JsonNode read(String body) {
    try {
      return JSON.readTree(body);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the hub answered no JSON", e);
    }
  }
}
