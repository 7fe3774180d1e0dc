package io.serai.routing.test;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A part of a YAML file that knows where it stands. A plain scalar keeps the text that was written,
 * so that {@code 39: 00} stays two digits.
 *
 * @param place where it begins
 * @param kind what it is
 * @param text the text of a scalar, else empty
 * @param items the items of a list
 * @param fields the fields of a map
 * @param keys where the fields' names stand
 */
record Node(
    Place place,
    Kind kind,
    String text,
    List<Node> items,
    Map<String, Node> fields,
    Map<String, Place> keys) {

  /** What a node can be. */
  enum Kind {
    TEXT,
    NUMBER,
    BOOLEAN,
    NULL,
    LIST,
    MAP;

    boolean isScalar() {
      return this != LIST && this != MAP;
    }
  }

  static Node scalar(Place place, Kind kind, String text) {
    return new Node(place, kind, text, List.of(), Map.of(), Map.of());
  }

  static Node list(Place place, List<Node> items) {
    return new Node(place, Kind.LIST, "", items, Map.of(), Map.of());
  }

  static Node map(Place place, Map<String, Node> fields, Map<String, Place> keys) {
    return new Node(place, Kind.MAP, "", List.of(), fields, keys);
  }

  boolean is(Kind wanted) {
    return kind == wanted;
  }

  @Nullable Node get(String field) {
    return fields.get(field);
  }

  /** The items of a list, or the node itself as the only one. */
  List<Node> asList() {
    return is(Kind.LIST) ? items : List.of(this);
  }

  /** The text of a scalar. */
  String scalar(String what) {
    if (!kind.isScalar() || is(Kind.NULL)) {
      throw new WrongTest(place, what + ": write one value");
    }
    return text;
  }

  /** The same as plain objects, texts changed by a function; for JSON. */
  @Nullable Object plain(UnaryOperator<String> change) {
    return switch (kind) {
      case TEXT -> change.apply(text);
      case NUMBER -> number();
      case BOOLEAN -> Boolean.valueOf(text);
      case NULL -> null;
      case LIST -> {
        List<@Nullable Object> list = new ArrayList<>();
        items.forEach(item -> list.add(item.plain(change)));
        yield list;
      }
      case MAP -> {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        fields.forEach((name, value) -> map.put(name, value.plain(change)));
        yield map;
      }
    };
  }

  BigDecimal number() {
    try {
      return new BigDecimal(text.replace("_", ""));
    } catch (NumberFormatException e) {
      throw new WrongTest(place, "'" + text + "' is no number in decimal digits; quote a text");
    }
  }

  /** As short as it can be told in one line. */
  String told() {
    return switch (kind) {
      case LIST -> items.stream().map(Node::told).toList().toString();
      case MAP -> {
        List<String> told = new ArrayList<>();
        fields.forEach((name, value) -> told.add(name + ": " + value.told()));
        yield "{" + String.join(", ", told) + "}";
      }
      case NULL -> "nothing";
      case TEXT, NUMBER, BOOLEAN -> text;
    };
  }
}
