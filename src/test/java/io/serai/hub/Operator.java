package io.serai.hub;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;

/** The sandbox's operator on the operators' port. */
public record Operator(URI port) {

  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final JsonMapper JSON = new JsonMapper();

  public Rest.Answer get(String path) {
    return send(HttpRequest.newBuilder(port.resolve(path)).GET());
  }

  public Rest.Answer post(String path, String json) {
    return send(
        HttpRequest.newBuilder(port.resolve(path))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(json)));
  }

  /** A file of merchants and terminals. */
  Rest.Answer importCsv(String csv) {
    return csv("/v1/ops/registry/import", csv);
  }

  /** A file in CSV. */
  Rest.Answer csv(String path, String csv) {
    return send(
        HttpRequest.newBuilder(port.resolve(path))
            .header("Content-Type", "text/csv")
            .POST(BodyPublishers.ofString(csv)));
  }

  public Rest.Answer delete(String path, String json) {
    return send(
        HttpRequest.newBuilder(port.resolve(path))
            .header("Content-Type", "application/json")
            .method("DELETE", BodyPublishers.ofString(json)));
  }

  /** A page for people. */
  HttpResponse<String> page(String path) {
    return exchange(HttpRequest.newBuilder(port.resolve(path)).GET());
  }

  private static Rest.Answer send(HttpRequest.Builder request) {
    HttpResponse<String> answer = exchange(request);
    try {
      return new Rest.Answer(answer.statusCode(), JSON.readTree(answer.body()));
    } catch (IOException e) {
      throw new IllegalStateException("the operators' port answers no JSON", e);
    }
  }

  private static HttpResponse<String> exchange(HttpRequest.Builder request) {
    String pair = "sandbox:" + TestHub.OPERATOR_PASSWORD;
    request
        .timeout(Duration.ofSeconds(60))
        .header(
            "Authorization",
            "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
    try {
      return CLIENT.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new IllegalStateException("the operators' port does not answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
