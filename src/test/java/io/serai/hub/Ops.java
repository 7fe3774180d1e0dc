package io.serai.hub;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * An operator at the operators' port.
 *
 * @param port its address
 */
record Ops(URI port) {

  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final JsonMapper JSON = new JsonMapper();
  private static final String CREDENTIAL =
      "Basic "
          + Base64.getEncoder()
              .encodeToString(
                  ("sandbox:" + TestHub.OPERATOR_PASSWORD).getBytes(StandardCharsets.UTF_8));

  JsonNode provider(String name) {
    JsonNode all = get("/v1/ops/providers").body().path("providers");
    return StreamSupport.stream(all.spliterator(), false)
        .filter(one -> one.path("name").asText().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException(name + " is not among " + all));
  }

  boolean bypassed(String provider) {
    return provider(provider).path("bypassed").asBoolean();
  }

  Rest.Answer override(String provider, String json) {
    return send(
        HttpRequest.newBuilder(port.resolve("/v1/ops/providers/" + provider + "/override"))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(json)));
  }

  Rest.Answer force(String provider, String mode) {
    return override(provider, "{\"mode\": \"%s\", \"reason\": \"a test\"}".formatted(mode));
  }

  /** Kind and subject of the alarms, oldest first. */
  List<String> alarms() {
    JsonNode all = get("/v1/ops/alarms").body().path("alarms");
    return StreamSupport.stream(all.spliterator(), false)
        .map(alarm -> alarm.path("kind").asText() + " " + alarm.path("subject").asText())
        .toList();
  }

  Rest.Answer get(String path) {
    return send(HttpRequest.newBuilder(port.resolve(path)));
  }

  Rest.Answer post(String path, String json) {
    return send(
        HttpRequest.newBuilder(port.resolve(path))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(json)));
  }

  private static Rest.Answer send(HttpRequest.Builder request) {
    return CLIENT
        .sendAsync(
            request.header("Authorization", CREDENTIAL).build(),
            HttpResponse.BodyHandlers.ofString())
        .thenApply(answer -> new Rest.Answer(answer.statusCode(), read(answer.body())))
        .join();
  }

  private static JsonNode read(String body) {
    try {
      return JSON.readTree(body);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the operators' port answered no JSON", e);
    }
  }
}
