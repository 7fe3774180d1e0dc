package io.serai.routing.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.serai.intake.Nearest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.CatalogCamelContext;

/** What Camel's own descriptions of components say of their endpoints' options. */
final class Options {

  private final CatalogCamelContext camel;
  private final ObjectMapper json = new ObjectMapper();
  private final Map<String, Optional<JsonNode>> known = new HashMap<>();

  Options(CatalogCamelContext camel) {
    this.camel = camel;
  }

  /** The description of a component, if it is there. */
  Optional<JsonNode> of(String component) {
    return known.computeIfAbsent(component, this::load);
  }

  private Optional<JsonNode> load(String component) {
    try {
      String text = camel.getComponentParameterJsonSchema(component);
      return text == null ? Optional.empty() : Optional.of(json.readTree(text));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The options of a component's endpoints. */
  static Map<String, JsonNode> of(JsonNode description) {
    Map<String, JsonNode> options = new HashMap<>();
    description
        .path("properties")
        .properties()
        .forEach(
            option -> {
              if (option.getValue().path("kind").asText().equals("parameter")) {
                options.put(option.getKey(), option.getValue());
              }
            });
    return options;
  }

  /**
   * Whether an option is of that side. Only whether it is needed is asked so: some that count as a
   * producer's, such as Kafka's metadataMaxAgeMs, work on both.
   */
  static boolean isFor(JsonNode option, boolean consumer) {
    return !List.of(option.path("label").asText().split(",", -1))
        .contains(consumer ? "producer" : "consumer");
  }

  /**
   * Whether the values are a list of those that are usual, such as AWS regions; others may be right
   * where a setting gives them, as that of a local double.
   */
  static boolean suggests(JsonNode option) {
    return option.has("enum") && option.path("javaType").asText().equals("java.lang.String");
  }

  /** What is wrong with a value, as the kind of value that is wanted; empty if nothing is. */
  static Optional<String> wanted(JsonNode option, String value) {
    List<String> values = new ArrayList<>();
    option.path("enum").forEach(one -> values.add(one.asText()));
    if (!values.isEmpty()) {
      return values.stream().anyMatch(value::equalsIgnoreCase)
          ? Optional.empty()
          : Optional.of(Nearest.mend(value, values));
    }
    return switch (option.path("type").asText()) {
      case "boolean" ->
          value.matches("(?i)true|false") ? Optional.empty() : Optional.of("write true or false");
      case "integer" ->
          value.matches("-?[0-9]+") ? Optional.empty() : Optional.of("write a whole number");
      case "duration" ->
          value.matches("-?[0-9]+|([0-9]+(ms|[dhms]))+")
              ? Optional.empty()
              : Optional.of("write milliseconds, or a time such as 10s");
      default -> Optional.empty();
    };
  }
}
