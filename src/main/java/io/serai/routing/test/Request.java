package io.serai.routing.test;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request that a scripted provider got.
 *
 * @param provider whom it was sent to
 * @param method its HTTP method
 * @param path its path, with the query if there is one
 * @param headers its headers, names in lower case
 * @param body its body as it was sent
 */
record Request(
    String provider, String method, String path, Map<String, String> headers, String body) {

  private static final ObjectMapper JSON = new ObjectMapper();

  String line() {
    return method + " " + path;
  }

  /** As tests see it. */
  Map<String, @Nullable Object> seen() {
    Map<String, @Nullable Object> seen = new LinkedHashMap<>();
    seen.put("provider", provider);
    seen.put("request", line());
    seen.put("headers", headers);
    seen.put("body", json(body));
    return seen;
  }

  /** The text as JSON where it is some. */
  static Object json(String text) {
    try {
      Object read = JSON.readValue(text, Object.class);
      return read == null ? text : read;
    } catch (JsonProcessingException e) {
      return text;
    }
  }
}
