package io.serai.rest;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What of a result may be told: exactly the members that the contract's schema lists, so that what
 * the engine adds for other entries never leaks into the API.
 */
record AnswerShape(JsonNode document, JsonNode schema) {

  /** A copy of the result with the contract's members only; nulls are left out. */
  Map<String, Object> of(Map<?, ?> result) {
    Map<String, Object> told = new LinkedHashMap<>();
    resolved(schema)
        .path("properties")
        .properties()
        .forEach(
            member -> {
              Object value = result.get(member.getKey());
              if (value != null) {
                told.put(member.getKey(), shaped(value, resolved(member.getValue())));
              }
            });
    return told;
  }

  private Object shaped(Object value, JsonNode schema) {
    if (value instanceof Map<?, ?> map && schema.has("properties")) {
      return new AnswerShape(document, schema).of(map);
    }
    if (value instanceof Collection<?> items && schema.has("items")) {
      JsonNode each = resolved(schema.get("items"));
      return items.stream().map(item -> shaped(item, each)).toList();
    }
    return value;
  }

  private JsonNode resolved(JsonNode schema) {
    JsonNode ref = schema.path("$ref");
    return ref.isTextual() ? document.at(ref.asText().substring(1)) : schema;
  }
}
