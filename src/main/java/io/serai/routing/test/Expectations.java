package io.serai.routing.test;

import io.serai.routing.test.RouteTestReport.Mismatch;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * Compares what was expected with what came. A map may have more fields than are expected, a list
 * no more items. {@code /…/} is a regular expression, {@code null} what must not be there.
 */
final class Expectations {

  private final List<Mismatch> mismatches = new ArrayList<>();

  List<Mismatch> mismatches() {
    return mismatches;
  }

  void wrong(Place place, String what) {
    mismatches.add(new Mismatch(place.file(), place.line(), what));
  }

  void compare(String what, Node expected, @Nullable Object came) {
    switch (expected.kind()) {
      case NULL -> {
        if (came != null) {
          differ(what, expected, came);
        }
      }
      case MAP -> {
        if (came instanceof Map<?, ?> fields) {
          expected
              .fields()
              .forEach((name, value) -> compare(what + "." + name, value, fields.get(name)));
        } else {
          differ(what, expected, came);
        }
      }
      case LIST -> list(what, expected, came);
      case TEXT, NUMBER, BOOLEAN -> {
        boolean none = expected.text().equals("none") && isNone(came);
        if (!none && !same(expected, came)) {
          differ(what, expected, came);
        }
      }
    }
  }

  private void list(String what, Node expected, @Nullable Object came) {
    if (!(came instanceof List<?> items) || items.size() != expected.items().size()) {
      differ(what, expected, came);
      return;
    }
    for (int i = 0; i < items.size(); i++) {
      compare(what + "[" + (i + 1) + "]", expected.items().get(i), items.get(i));
    }
  }

  private static boolean isNone(@Nullable Object came) {
    return came == null || (came instanceof List<?> list && list.isEmpty());
  }

  private static boolean same(Node expected, @Nullable Object came) {
    String text = expected.text();
    if (came instanceof Told told) {
      return told.is(text);
    }
    if (came == null || came instanceof Map || came instanceof List) {
      return false;
    }
    if (text.length() > 2 && text.startsWith("/") && text.endsWith("/")) {
      try {
        return Pattern.matches(text.substring(1, text.length() - 1), came.toString());
      } catch (PatternSyntaxException e) {
        throw new WrongTest(expected.place(), text + ": " + e.getDescription());
      }
    }
    boolean numbers = came instanceof Number && expected.is(Node.Kind.NUMBER);
    return numbers
        ? new BigDecimal(came.toString()).compareTo(expected.number()) == 0
        : text.equals(came.toString());
  }

  private void differ(String what, Node expected, @Nullable Object came) {
    wrong(
        expected.place(),
        what + ": expected " + expected.told() + ", got " + (came == null ? "nothing" : came));
  }
}
