package io.serai.iso8583;

import io.serai.intake.Nearest;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.util.unit.DataSize;

/** Reads values of {@code links.yaml}; what is wrong with one is said for who wrote it. */
final class LinkValues {

  private static final DataSize LONGEST_FRAME = DataSize.ofBytes(65_535);

  private LinkValues() {}

  /** One of an enum's values, by its word. */
  static <E extends Enum<E>> Function<String, E> oneOf(E[] values, Function<E, String> word) {
    return text ->
        Arrays.stream(values)
            .filter(v -> word.apply(v).equals(text))
            .findFirst()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "is none of "
                            + Arrays.stream(values).map(word).collect(Collectors.joining(", "))
                            + Nearest.hint(text, Arrays.stream(values).map(word).toList())));
  }

  static String packager(String text) {
    if (!text.matches("[A-Za-z0-9-]{1,64}")) {
      throw new IllegalArgumentException("is not the plain name of a packager file");
    }
    return text;
  }

  static DataSize size(String text) {
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

  /** A duration that may be zero. */
  static Duration duration(String text) {
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

  /** A duration that may not. */
  static Duration positive(String text) {
    Duration duration = duration(text);
    if (duration.isZero()) {
      throw new IllegalArgumentException("must be more than zero");
    }
    return duration;
  }

  static int count(String text) {
    if (!text.matches("[1-9][0-9]{0,5}")) {
      throw new IllegalArgumentException("must be a whole number from 1 to 999999");
    }
    return Integer.parseInt(text);
  }

  /** Whether it is required. */
  static boolean requiredOrOff(String text) {
    return switch (text) {
      case "required" -> true;
      case "off" -> false;
      default -> throw new IllegalArgumentException("is neither required nor off");
    };
  }

  static boolean yesOrNo(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException("is neither true nor false");
    };
  }

  /** {@code host:port}, not looked up yet; an IPv6 address stands in brackets. */
  static InetSocketAddress address(String text) {
    int colon = text.lastIndexOf(':');
    String port = text.substring(colon + 1);
    String host = text.substring(0, Math.max(0, colon));
    if (!port.matches("[0-9]{1,5}")
        || Integer.parseInt(port) > 65_535
        || !host.matches("[A-Za-z0-9._-]+|\\[[0-9a-fA-F:.%]+]")) {
      throw new IllegalArgumentException("is not host:port, such as hub.example.com:8583");
    }
    return InetSocketAddress.createUnresolved(
        host.replaceAll("[\\[\\]]", ""), Integer.parseInt(port));
  }
}
