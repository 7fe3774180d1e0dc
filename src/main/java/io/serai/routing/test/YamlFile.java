package io.serai.routing.test;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads a YAML file into {@link Node}s. */
final class YamlFile {

  private static final YAMLFactory YAML = new YAMLFactory();

  private final String file;
  private final JsonParser parser;

  private YamlFile(String file, JsonParser parser) {
    this.file = file;
    this.parser = parser;
  }

  /**
   * The file's content.
   *
   * @throws WrongTest if it is no YAML, or empty
   */
  static Node read(Path path) {
    String file = path.toString();
    try (JsonParser parser = YAML.createParser(Files.readString(path))) {
      JsonToken first = parser.nextToken();
      if (first == null) {
        throw new WrongTest(new Place(file, 1), "the file is empty");
      }
      return new YamlFile(file, parser).node(first);
    } catch (JsonProcessingException e) {
      int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
      throw new WrongTest(
          new Place(file, line),
          "no YAML: " + e.getOriginalMessage().lines().findFirst().orElse(""));
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be read", e);
    }
  }

  private Place place() {
    return new Place(file, parser.currentTokenLocation().getLineNr());
  }

  private Node node(JsonToken token) throws IOException {
    return switch (token) {
      case START_OBJECT -> map();
      case START_ARRAY -> list();
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> scalar(Node.Kind.NUMBER);
      case VALUE_TRUE, VALUE_FALSE -> scalar(Node.Kind.BOOLEAN);
      case VALUE_NULL -> scalar(Node.Kind.NULL);
      case VALUE_STRING -> scalar(Node.Kind.TEXT);
      default -> throw new WrongTest(place(), "a value is missing");
    };
  }

  private Node scalar(Node.Kind kind) throws IOException {
    return Node.scalar(place(), kind, parser.getText());
  }

  private Node list() throws IOException {
    Place begin = place();
    List<Node> items = new ArrayList<>();
    for (JsonToken t = parser.nextToken(); t != JsonToken.END_ARRAY; t = parser.nextToken()) {
      items.add(node(t));
    }
    return Node.list(begin, List.copyOf(items));
  }

  private Node map() throws IOException {
    Place begin = place();
    Map<String, Node> fields = new LinkedHashMap<>();
    Map<String, Place> keys = new LinkedHashMap<>();
    for (JsonToken t = parser.nextToken(); t != JsonToken.END_OBJECT; t = parser.nextToken()) {
      String name = parser.currentName();
      if (keys.put(name, place()) != null) {
        throw new WrongTest(place(), name + ": stands twice");
      }
      fields.put(name, node(parser.nextToken()));
    }
    return Node.map(begin, fields, keys);
  }
}
