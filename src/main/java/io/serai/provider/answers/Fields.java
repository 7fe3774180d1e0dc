package io.serai.provider.answers;

import java.util.Collection;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Goes through an answer field by field, by paths such as {@code error.code} and {@code
 * lines[].price}. A name that may be somebody's data, such as a long number, is told as {@code *}.
 */
final class Fields {

  /** What is told of each field. */
  interface Visitor {

    /** Whether it is to go into this field, which is not null. */
    boolean visit(String path, Object value);
  }

  private static final Pattern NAME = Pattern.compile("(?!.*[0-9]{6})[A-Za-z0-9_$@:-]{1,64}");
  private static final int DEEPEST = 10;

  private Fields() {}

  static void each(Object answer, Visitor visitor) {
    into("", answer, visitor, 0);
  }

  private static void into(String path, Object value, Visitor visitor, int depth) {
    if (depth > DEEPEST) {
      return;
    }
    if (value instanceof Map<?, ?> fields) {
      String before = path.isEmpty() ? "" : path + ".";
      fields.forEach(
          (name, inner) -> field(before + name(String.valueOf(name)), inner, visitor, depth));
    } else if (value instanceof Collection<?> items) {
      items.forEach(inner -> field(path + "[]", inner, visitor, depth));
    }
  }

  private static void field(String path, Object value, Visitor visitor, int depth) {
    if (value != null && visitor.visit(path, value)) {
      into(path, value, visitor, depth + 1);
    }
  }

  private static String name(String given) {
    return NAME.matcher(given).matches() ? given : "*";
  }
}
