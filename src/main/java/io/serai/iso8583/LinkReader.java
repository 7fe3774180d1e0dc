package io.serai.iso8583;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.util.unit.DataSize;

/** Reads one link of {@code links.yaml} and notes what is wrong with it. */
final class LinkReader {

  private static final DataSize LONGEST_FRAME = DataSize.ofBytes(65_535);
  private static final String NAME = "[a-z][a-z0-9-]{0,31}";
  private static final Set<String> KEYS =
      Set.of("tenant", "framing", "packager", "max_frame", "reverse_lost_answers", "late_window");

  private final String name;
  private final JsonNode node;
  private final List<String> problems;

  LinkReader(String name, JsonNode node, List<String> problems) {
    this.name = name;
    this.node = node;
    this.problems = problems;
  }

  LinkConfig read() {
    if (!name.matches(NAME)) {
      problems.add(
          "links." + name + ": a name is lower-case letters, digits and dashes, at most 32");
    }
    node.fieldNames()
        .forEachRemaining(
            key -> {
              if (!KEYS.contains(key)) {
                problem(key, "is not known; known are " + KEYS.stream().sorted().toList());
              }
            });
    return new LinkConfig(
        name,
        required("tenant"),
        value("framing", Framing.TWO_BYTE_BINARY, LinkReader::framing),
        value("packager", "iso87ascii", LinkReader::packager),
        value("max_frame", LinkConfig.DEFAULT_MAX_FRAME, LinkReader::size),
        value("reverse_lost_answers", true, LinkReader::yesOrNo),
        value("late_window", LinkConfig.DEFAULT_LATE_WINDOW, LinkReader::positive));
  }

  private String required(String key) {
    String text = node.path(key).asText("").strip();
    if (text.isEmpty()) {
      problem(key, "is missing");
    }
    return text;
  }

  private <T> T value(String key, T absent, Function<String, T> parse) {
    if (!node.hasNonNull(key)) {
      return absent;
    }
    try {
      return parse.apply(node.get(key).asText());
    } catch (IllegalArgumentException e) {
      problem(key, "'" + node.get(key).asText() + "' " + e.getMessage());
      return absent;
    }
  }

  private void problem(String key, String text) {
    problems.add("links." + name + "." + key + ": " + text);
  }

  private static Framing framing(String text) {
    return Arrays.stream(Framing.values())
        .filter(f -> f.word().equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "is none of "
                        + Arrays.stream(Framing.values())
                            .map(Framing::word)
                            .collect(Collectors.joining(", "))));
  }

  private static String packager(String text) {
    if (!text.matches("[A-Za-z0-9-]{1,64}")) {
      throw new IllegalArgumentException("is not the plain name of a packager file");
    }
    return text;
  }

  private static DataSize size(String text) {
    DataSize size;
    try {
      size = DataSize.parse(text.replace("iB", "B"));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("is not a size such as 4KiB", e);
    }
    if (size.toBytes() < 20 || size.compareTo(LONGEST_FRAME) > 0) {
      throw new IllegalArgumentException("must be 20 to 65535 bytes");
    }
    return size;
  }

  private static Duration positive(String text) {
    Duration duration;
    try {
      duration = DurationStyle.detectAndParse(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("is not a duration such as 5m", e);
    }
    if (duration.isNegative()) {
      throw new IllegalArgumentException("must not be negative");
    }
    return duration;
  }

  private static boolean yesOrNo(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException("is neither true nor false");
    };
  }
}
