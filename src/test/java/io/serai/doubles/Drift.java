package io.serai.doubles;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.function.Consumer;

/** Answers as a provider gives them that has changed its mind; those that are no JSON stay. */
final class Drift {

  /** The field that was not there before, and what is in it. */
  static final String FIELD = "loyalty_tier";

  private static final String VALUE = "gold-7";

  private Drift() {}

  static Reply extraField(Reply reply) {
    return changed(reply, body -> body.put(FIELD, VALUE));
  }

  static Reply changedType(Reply reply) {
    return changed(reply, Drift::change);
  }

  private static Reply changed(Reply reply, Consumer<ObjectNode> change) {
    if (!(reply instanceof Reply.Json json)) {
      return reply;
    }
    try {
      JsonNode body = Json.parse(Json.write(json.body()));
      if (body instanceof ObjectNode fields) {
        change.accept(fields);
      }
      return new Reply.Json(json.status(), body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean change(ObjectNode node) {
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      if (field.getValue().isNumber()) {
        node.put(field.getKey(), field.getValue().asText());
        return true;
      }
      if (field.getValue() instanceof ObjectNode inner && change(inner)) {
        return true;
      }
    }
    return false;
  }
}
