package io.serai.provider.answers;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An answer that waits to be looked at. It is held in memory for as long as that takes, and is
 * written nowhere.
 *
 * @param asked what was asked
 * @param status of HTTP, or 0
 * @param body a text, bytes, or the fields of a record or message
 * @param form whether a text or bytes are a form rather than JSON
 * @param declared what its Kamelet's file declares
 */
record Answer(Asked asked, int status, Object body, boolean form, DeclaredAnswers declared) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** How long it is: characters of a text, else bytes; 0 for fields, which were read already. */
  int length() {
    if (body instanceof String text) {
      return text.length();
    }
    return body instanceof byte[] bytes ? bytes.length : 0;
  }

  /** A copy that nobody changes: its route goes on with the answer while it is looked at. */
  Answer copied() {
    return body instanceof String
        ? this
        : new Answer(
            asked,
            status,
            body instanceof byte[] bytes ? bytes.clone() : copy(body),
            form,
            declared);
  }

  private static Object copy(Object value) {
    if (value instanceof Map<?, ?> fields) {
      Map<Object, @Nullable Object> copy = new LinkedHashMap<>();
      fields.forEach((name, inner) -> copy.put(name, inner == null ? null : copy(inner)));
      return Collections.unmodifiableMap(copy);
    }
    if (value instanceof Collection<?> items) {
      List<@Nullable Object> copy = new ArrayList<>(items.size());
      items.forEach(inner -> copy.add(inner == null ? null : copy(inner)));
      return Collections.unmodifiableList(copy);
    }
    return value;
  }

  /** Its fields; empty where it cannot be read, which is for the outcome table to judge. */
  Optional<Object> fields() {
    if (body instanceof String text) {
      return read(text.getBytes(StandardCharsets.UTF_8));
    }
    return body instanceof byte[] bytes ? read(bytes) : Optional.of(body);
  }

  private Optional<Object> read(byte[] bytes) {
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
