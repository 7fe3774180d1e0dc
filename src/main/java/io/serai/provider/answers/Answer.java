package io.serai.provider.answers;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * An answer that waits to be looked at. It is held in memory for as long as that takes, and is
 * written nowhere.
 *
 * @param asked what was asked
 * @param status of HTTP, or 0
 * @param body bytes, or the fields of a record or message
 * @param form whether the bytes are a form rather than JSON
 * @param declared what its Kamelet's file declares
 */
record Answer(Asked asked, int status, Object body, boolean form, DeclaredAnswers declared) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Its fields; empty where it cannot be read, which is for the outcome table to judge. */
  Optional<Object> fields() {
    if (!(body instanceof byte[] bytes)) {
      return Optional.of(body);
    }
    try {
      return form ? Optional.of(ofForm(bytes)) : Optional.of(JSON.readValue(bytes, Object.class));
    } catch (IOException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Map<String, Object> ofForm(byte[] bytes) {
    Map<String, Object> fields = new TreeMap<>();
    for (String pair : new String(bytes, StandardCharsets.UTF_8).split("&", -1)) {
      int is = pair.indexOf('=');
      if (is > 0) {
        fields.put(decoded(pair.substring(0, is)), decoded(pair.substring(is + 1)));
      }
    }
    return fields;
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }
}
