package io.serai.issuing.rules;

import io.serai.issuing.EntryMode;
import io.serai.issuing.rules.Categories.Range;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.boot.convert.DurationStyle;

/** The values that stand in {@code issuing.yaml}, each with what is told of a wrong one. */
final class Values {

  private static final Set<String> APPROVALS = Set.of("00", "08", "10", "11", "85", "87");

  private Values() {}

  /** DE39 of a decline; {@code otherwise} where none is said. */
  static String code(Part part, String field, String otherwise) {
    return part.read(
            field,
            text ->
                Optional.of(text)
                    .filter(code -> code.matches("[0-9A-Z]{2}") && !APPROVALS.contains(code)),
            "DE39 of a decline",
            "write two characters in quotes, such as \"" + otherwise + "\"")
        .orElse(otherwise);
  }

  /** A time; {@code otherwise} where none is said. */
  static Duration time(Part part, String field, Duration otherwise, Duration longest) {
    Optional<Duration> read =
        part.read(field, Values::duration, "time", "write one such as 10m, 2h or 7d");
    if (read.isPresent()
        && (read.get().compareTo(Duration.ofSeconds(1)) < 0 || read.get().compareTo(longest) > 0)) {
      part.wrong(
          field,
          "'"
              + part.node().get(field).asText()
              + "' does not fit; write one from 1s to "
              + longest.toDays()
              + "d");
      return otherwise;
    }
    return read.orElse(otherwise);
  }

  private static Optional<Duration> duration(String text) {
    try {
      return text.matches("[0-9]{1,9}[smhd]")
          ? Optional.of(DurationStyle.SIMPLE.parse(text))
          : Optional.empty();
    } catch (IllegalArgumentException | ArithmeticException e) {
      return Optional.empty();
    }
  }

  static Optional<ZoneId> zone(String text) {
    try {
      return Optional.of(ZoneId.of(text));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  static Categories categories(Part part, String field) {
    return new Categories(
        part.list(
            field,
            Values::range,
            "merchant category",
            "write four digits in quotes, such as \"5411\", or from-to, such as \"5000-5999\""));
  }

  static Optional<Range> range(String text) {
    if (!text.matches("[0-9]{4}(-[0-9]{4})?")) {
      return Optional.empty();
    }
    int from = Integer.parseInt(text.substring(0, 4));
    int to = Integer.parseInt(text.substring(text.length() - 4));
    return from > to ? Optional.empty() : Optional.of(new Range(from, to));
  }

  static Set<String> countries(Part part, String field) {
    return Set.copyOf(
        part
            .list(
                field,
                text -> Optional.of(text).filter(COUNTRIES::contains),
                "country",
                "write two letters of ISO 3166, such as JP")
            .stream()
            .collect(Collectors.toSet()));
  }

  private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());

  static Set<EntryMode> modes(Part part, String field) {
    List<String> words = Arrays.stream(EntryMode.values()).map(Values::word).toList();
    return Set.copyOf(
        part
            .list(
                field,
                text ->
                    Arrays.stream(EntryMode.values())
                        .filter(mode -> word(mode).equals(text))
                        .findFirst(),
                "way to present a card",
                "write one of " + String.join(", ", words))
            .stream()
            .collect(Collectors.toSet()));
  }

  private static String word(EntryMode mode) {
    return mode.name().toLowerCase(Locale.ROOT);
  }
}
