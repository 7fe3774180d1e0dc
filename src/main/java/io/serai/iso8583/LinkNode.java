package io.serai.iso8583;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A part of {@code links.yaml}; each mistake in it is noted with its whole name. */
final class LinkNode {

  private static final Set<String> SECRET = Set.of("password");

  private final String path;
  private final JsonNode node;
  private final List<String> problems;

  LinkNode(String path, JsonNode node, List<String> problems) {
    this.path = path;
    this.node = node;
    this.problems = problems;
  }

  void only(Set<String> keys) {
    node.fieldNames()
        .forEachRemaining(
            key -> {
              if (!keys.contains(key)) {
                problem(key, "is not known; known are " + keys.stream().sorted().toList());
              }
            });
  }

  String required(String key) {
    String text = node.path(key).asText("").strip();
    if (text.isEmpty()) {
      problem(key, "is missing");
    }
    return text;
  }

  <T> T value(String key, T absent, Function<String, T> parse) {
    T value = optional(key, parse);
    return value == null ? absent : value;
  }

  <T> @Nullable T optional(String key, Function<String, T> parse) {
    JsonNode value = node.path(key);
    if (value.isMissingNode() || value.isNull()) {
      return null;
    }
    String text = value.isArray() ? String.join(", ", texts(value)) : value.asText();
    try {
      return parse.apply(text);
    } catch (IllegalArgumentException e) {
      problem(key, (SECRET.contains(key) ? "it " : "'" + text + "' ") + e.getMessage());
      return null;
    }
  }

  /** One value, several, or none; empty texts do not count. */
  <T> List<T> list(String key, Function<String, T> parse) {
    List<T> values = new ArrayList<>();
    JsonNode value = node.path(key);
    for (String text : value.isArray() ? texts(value) : List.of(value.asText("").split(","))) {
      if (!text.isBlank() && !text.equals("null")) {
        try {
          values.add(parse.apply(text.strip()));
        } catch (IllegalArgumentException e) {
          problem(key, "'" + text.strip() + "' " + e.getMessage());
        }
      }
    }
    return List.copyOf(values);
  }

  boolean has(String key) {
    return node.has(key);
  }

  @Nullable LinkNode child(String key) {
    return node.path(key).isObject()
        ? new LinkNode(path + "." + key, node.get(key), problems)
        : null;
  }

  void problem(String key, String text) {
    problems.add(path + "." + key + ": " + text);
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(entry -> texts.add(entry.asText()));
    return texts;
  }
}
