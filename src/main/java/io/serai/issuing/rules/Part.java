package io.serai.issuing.rules;

import com.fasterxml.jackson.databind.JsonNode;
import io.serai.intake.Nearest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A part of {@code issuing.yaml}. What is wrong is noted and reading goes on with something
 * harmless, so that all problems are told at once.
 *
 * @param where the place, as {@code programs[1].rules[2]}
 * @param node what stands there
 * @param problems takes what is wrong
 */
record Part(String where, JsonNode node, Problems problems) {

  /** Notes what is wrong with a field. */
  void wrong(String field, String what) {
    problems.add(where + "." + field, what);
  }

  /** Whether it has fields at all, and none but these. */
  boolean has(Collection<String> known) {
    if (!node.isObject()) {
      problems.add(where, "must have fields below it; write some of " + Nearest.listed(known));
      return false;
    }
    node.fieldNames()
        .forEachRemaining(
            name -> {
              if (!known.contains(name)) {
                wrong(name, "is not known here; " + Nearest.mend(name, known));
              }
            });
    return true;
  }

  boolean says(String field) {
    return node.hasNonNull(field);
  }

  /** The field as a part of its own. */
  Part in(String field) {
    return new Part(where + "." + field, node.path(field), problems);
  }

  /** The items of a list, which must have one. */
  List<Part> items(String field, String mend) {
    JsonNode list = node.path(field);
    List<Part> items = new ArrayList<>();
    if (!list.isArray() || list.isEmpty()) {
      wrong(field, "must be a list with at least one item; " + mend);
      return items;
    }
    for (int i = 0; i < list.size(); i++) {
      items.add(new Part(where + "." + field + "[" + (i + 1) + "]", list.get(i), problems));
    }
    return items;
  }

  /** A text that must be there. */
  String text(String field, String mend) {
    return text(field, "", mend);
  }

  private String text(String field, String otherwise, String mend) {
    JsonNode value = node.path(field);
    if (value.isTextual() && !value.textValue().isBlank()) {
      return value.textValue();
    }
    wrong(field, told(value) + "; " + mend);
    return otherwise;
  }

  /** A text that a function understands, or nothing, which is noted or was not said. */
  <T> Optional<T> read(String field, Function<String, Optional<T>> how, String what, String mend) {
    if (!says(field)) {
      return Optional.empty();
    }
    JsonNode value = node.get(field);
    Optional<T> read = value.isTextual() ? how.apply(value.textValue()) : Optional.empty();
    if (read.isEmpty()) {
      wrong(field, "'" + shown(value) + "' is no " + what + "; " + mend);
    }
    return read;
  }

  /** The texts of a list that a function understands. */
  <T> List<T> list(String field, Function<String, Optional<T>> how, String what, String mend) {
    List<T> all = new ArrayList<>();
    for (Part item : items(field, mend)) {
      Optional<T> one = item.node.isTextual() ? how.apply(item.node.textValue()) : Optional.empty();
      one.ifPresentOrElse(
          all::add,
          () -> problems.add(item.where, "'" + shown(item.node) + "' is no " + what + "; " + mend));
    }
    return all;
  }

  /** A whole number, which a setting may have written as a text. */
  long whole(String field, long least, long most, long otherwise) {
    if (!says(field)) {
      return otherwise;
    }
    JsonNode value = node.get(field);
    String text = value.asText();
    if ((value.isIntegralNumber() || value.isTextual()) && text.matches("-?[0-9]{1,19}")) {
      try {
        long number = Long.parseLong(text);
        if (least <= number && number <= most) {
          return number;
        }
      } catch (NumberFormatException e) {
        // Told below.
      }
    }
    wrong(
        field,
        "'" + shown(value) + "' does not fit; write a whole number from " + least + " to " + most);
    return otherwise;
  }

  /** One of some words. */
  String word(String field, List<String> words, String otherwise) {
    if (!says(field)) {
      return otherwise;
    }
    String text = node.get(field).asText();
    if (!words.contains(text)) {
      wrong(field, "'" + shown(node.get(field)) + "' is not known; " + Nearest.mend(text, words));
      return otherwise;
    }
    return text;
  }

  private static String told(JsonNode value) {
    return value.isMissingNode() || value.isNull()
        ? "is missing"
        : "'" + shown(value) + "' is no text";
  }

  private static String shown(JsonNode value) {
    return value.isValueNode() ? value.asText() : value.toString();
  }
}
