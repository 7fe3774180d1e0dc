package io.serai.routing.test;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The values of a map in a test.
 *
 * @param maybe the map, or null where it is left out
 * @param what how people call it
 */
record Values(@Nullable Node maybe, String what) {

  Node node() {
    return maybe == null ? Node.map(new Place("", 0), Map.of(), Map.of()) : maybe;
  }

  Values in(String field, Set<String> known) {
    Node inner = node().get(field);
    if (inner != null) {
      Keys.check(inner, field, known);
    }
    return new Values(inner, field);
  }

  Node needed(String field) {
    Node value = node().get(field);
    if (value == null) {
      throw new WrongTest(node().place(), what + ": " + field + " is missing");
    }
    return value;
  }

  String text(String field) {
    return needed(field).scalar(field);
  }

  @Nullable String maybeText(String field) {
    Node value = node().get(field);
    return value == null ? null : value.scalar(field);
  }

  long whole(String field, long otherwise) {
    Long value = maybeWhole(field);
    return value == null ? otherwise : value;
  }

  @Nullable Long maybeWhole(String field) {
    Node value = node().get(field);
    if (value == null) {
      return null;
    }
    try {
      return Long.valueOf(value.scalar(field).replace("_", ""));
    } catch (NumberFormatException e) {
      throw new WrongTest(
          value.place(), field + ": '" + value.text() + "' is no whole number in minor units");
    }
  }

  boolean yes(String field) {
    Node value = node().get(field);
    if (value != null && !value.is(Node.Kind.BOOLEAN)) {
      throw new WrongTest(value.place(), field + ": write true or false");
    }
    return value != null && Boolean.parseBoolean(value.text());
  }

  YearMonth month(String field, YearMonth otherwise) {
    Node value = node().get(field);
    try {
      return value == null ? otherwise : YearMonth.parse(value.scalar(field));
    } catch (DateTimeException e) {
      throw new WrongTest(
          node().place(), field + ": '" + text(field) + "' is no month; write 2029-12");
    }
  }

  Instant instant(String field, Instant otherwise) {
    Instant value = maybeInstant(field);
    return value == null ? otherwise : value;
  }

  @Nullable Instant maybeInstant(String field) {
    Node value = node().get(field);
    return value == null ? null : instant(value, field);
  }

  static Instant instant(Node value, String field) {
    try {
      return OffsetDateTime.parse(value.scalar(field)).toInstant();
    } catch (DateTimeException e) {
      throw new WrongTest(
          value.place(),
          field
              + ": '"
              + value.text()
              + "' is no time; write 2026-01-15T12:00:00Z or 2026-01-15T21:00:00+09:00");
    }
  }

  <E extends Enum<E>> E word(String field, Class<E> of, E otherwise) {
    Node value = node().get(field);
    if (value == null) {
      return otherwise;
    }
    Map<String, E> words = new LinkedHashMap<>();
    for (E one : of.getEnumConstants()) {
      words.put(one.name().toLowerCase(Locale.ROOT), one);
    }
    E found = words.get(value.scalar(field));
    if (found == null) {
      throw Keys.unknown(value.place(), field, value.text(), words.keySet());
    }
    return found;
  }
}
