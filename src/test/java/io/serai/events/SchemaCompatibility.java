package io.serai.events;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Says what a new version of a schema would break for those who read the published one: it may add
 * optional fields and change descriptions, nothing else.
 */
final class SchemaCompatibility {

  private SchemaCompatibility() {}

  /** One sentence for each break; empty if there is none. */
  static List<String> breaks(JsonNode published, JsonNode next) {
    List<String> found = new ArrayList<>();
    fields(published.path("properties"), next.path("properties"), found);
    Set<String> before = required(published);
    Set<String> after = required(next);
    after.stream()
        .filter(field -> !before.contains(field))
        .forEach(field -> found.add(field + " is newly required"));
    before.stream()
        .filter(field -> !after.contains(field))
        .forEach(field -> found.add(field + " is no longer required"));
    ObjectNode oldRest = rest(published);
    ObjectNode newRest = rest(next);
    if (!oldRest.equals(newRest)) {
      found.add("something beside the fields is changed");
    }
    return found;
  }

  private static void fields(JsonNode before, JsonNode after, List<String> found) {
    before
        .properties()
        .forEach(
            field -> {
              JsonNode now = after.get(field.getKey());
              if (now == null) {
                found.add(field.getKey() + " is removed");
              } else if (!plain(field.getValue()).equals(plain(now))) {
                found.add(field.getKey() + " is changed");
              }
            });
  }

  private static Set<String> required(JsonNode schema) {
    Set<String> names = new TreeSet<>();
    schema.path("required").forEach(name -> names.add(name.asText()));
    return names;
  }

  private static ObjectNode rest(JsonNode schema) {
    ObjectNode rest = plain(schema);
    rest.remove("properties");
    rest.remove("required");
    return rest;
  }

  private static ObjectNode plain(JsonNode schema) {
    ObjectNode plain = schema.deepCopy();
    plain.remove("description");
    return plain;
  }
}
