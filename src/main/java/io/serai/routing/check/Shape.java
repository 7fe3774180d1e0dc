package io.serai.routing.check;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a JSON schema lets stand in one place, with its alternatives laid over each other: enough to
 * say in plain words what is wrong, which a validator of JSON schemas cannot.
 */
final class Shape {

  private static final Set<String> SCALARS = Set.of("string", "boolean", "number", "integer");

  /** The name of the definition that the schema refers to; empty where it stands by itself. */
  final String definition;

  /** The kinds of text: string, boolean, number, integer. */
  final Set<String> texts = new LinkedHashSet<>();

  /** The names that may stand here, each with the schema of its value. */
  final Map<String, JsonNode> fields = new LinkedHashMap<>();

  /** The names that must stand here. */
  final Set<String> required = new LinkedHashSet<>();

  /** The only values, if there are any such. */
  final Set<String> values = new LinkedHashSet<>();

  /** The schema that everything is looked at with, to give hints from. */
  final JsonNode schema;

  private Optional<JsonNode> items = Optional.empty();
  private Optional<JsonNode> others = Optional.empty();
  private boolean named;
  private boolean closed;
  private int most = Integer.MAX_VALUE;

  private final JsonNode root;

  Shape(JsonNode root, JsonNode schema) {
    this.root = root;
    this.schema = schema;
    this.definition = schema.path("$ref").asText().replaceFirst(".*/", "");
    lay(schema, true);
  }

  private void lay(JsonNode part, boolean always) {
    String ref = part.path("$ref").asText();
    if (!ref.isEmpty()) {
      lay(root.at(ref.substring(1)), always);
    }
    List<String> types = new ArrayList<>();
    types.add(part.path("type").asText());
    part.path("type").forEach(type -> types.add(type.asText()));
    types.stream().filter(SCALARS::contains).forEach(texts::add);
    named |= types.contains("object");
    part.path("properties")
        .properties()
        .forEach(
            field -> {
              if (!field.getValue().isEmpty() || !fields.containsKey(field.getKey())) {
                fields.put(field.getKey(), field.getValue());
              }
            });
    if (part.has("items")) {
      items = Optional.of(part.get("items"));
    }
    JsonNode rest = part.path("additionalProperties");
    closed |= rest.isBoolean() && !rest.asBoolean();
    if (rest.isObject()) {
      others = Optional.of(rest);
    }
    if (always) {
      part.path("required").forEach(name -> required.add(name.asText()));
    }
    part.path("enum").forEach(value -> values.add(value.asText()));
    most = Math.min(most, part.path("maxProperties").asInt(most));
    for (String alternatives : new String[] {"oneOf", "anyOf", "allOf"}) {
      for (JsonNode alternative : part.path(alternatives)) {
        if (!alternative.has("not")) {
          lay(alternative, false);
        }
      }
    }
  }

  Optional<JsonNode> items() {
    return items;
  }

  /** The schema of names that are not listed. */
  Optional<JsonNode> others() {
    return others;
  }

  boolean takesText() {
    return !texts.isEmpty();
  }

  boolean takesFields() {
    return named || !fields.isEmpty() || others.isPresent();
  }

  /** Whether any name may stand here. */
  boolean open() {
    return others.isPresent() || (!closed && fields.isEmpty());
  }

  /** How many names there may be. */
  int most() {
    return most;
  }

  /** Whether it says nothing at all. */
  boolean silent() {
    return !takesText() && !takesFields() && items.isEmpty();
  }

  /** An example for somebody who wrote something else. */
  String example() {
    JsonNode examples = schema.path("examples");
    return examples.isEmpty() ? "" : examples.get(0).asText();
  }
}
