package io.serai.routing.test;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.serai.payment.SendBy;
import io.serai.provider.ProviderCall;
import io.serai.provider.Rail;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * A scripted provider in the place of one that is spoken to over a link or in records. What its
 * Kamelet would get is asked for as JSON ({@code POST /authorize}), without the card number, and
 * what is answered is the evidence for its table.
 *
 * @param url where the scripted provider listens
 * @param client what it is asked with
 */
record ScriptedRail(String url, HttpClient client) implements Rail {

  private static final ObjectMapper JSON = new ObjectMapper();

  @Override
  public CompletableFuture<Map<String, Object>> send(ProviderCall call, SendBy sendBy) {
    Map<String, Object> body = new LinkedHashMap<>(call.body());
    body.computeIfPresent("method", (name, method) -> withoutCard(method));
    try {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(url + "/" + call.operation().word()))
              .version(HttpClient.Version.HTTP_1_1)
              .header("Content-Type", "application/json")
              .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)))
              .build();
      return client
          .sendAsync(request, HttpResponse.BodyHandlers.ofString())
          .thenApply(answer -> evidence(answer.body()));
    } catch (JsonProcessingException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private static Object withoutCard(Object method) {
    Map<String, Object> shown = new LinkedHashMap<>();
    if (method instanceof Map<?, ?> fields) {
      fields.forEach((name, value) -> shown.put(String.valueOf(name), value));
    }
    shown.remove("pan");
    return shown;
  }

  private static Map<String, Object> evidence(String text) {
    try {
      return JSON.readValue(text, new TypeReference<>() {});
    } catch (JsonProcessingException e) {
      throw new CompletionException(e);
    }
  }
}
