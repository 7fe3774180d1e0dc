package io.serai.routing.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The {@code {{…}}} of a text. */
final class Placeholders {

  private static final Pattern INNERMOST = Pattern.compile("\\{\\{([^{}]*)}}");
  private static final Set<String> FUNCTIONS = Set.of("env", "sys", "service", "bean", "random");

  private Placeholders() {}

  /** One placeholder: {@code {{?name:otherwise}}}. */
  record One(String name, @Nullable String otherwise, boolean optional) {

    static One of(String inside) {
      boolean optional = inside.startsWith("?");
      String text = inside.replaceFirst("^[?!]", "").strip();
      int colon = text.indexOf(':');
      if (colon > 0 && FUNCTIONS.contains(text.substring(0, colon))) {
        return new One(text, "", true);
      }
      return new One(
          colon < 0 ? text : text.substring(0, colon),
          colon < 0 ? null : text.substring(colon + 1),
          optional);
    }
  }

  /** All of a text, those within others first. */
  static List<One> in(String text) {
    List<One> all = new ArrayList<>();
    replace(
        text,
        one -> {
          all.add(one);
          return "";
        });
    return all;
  }

  /** The text with what the settings say, else the defaults; what has neither is {@code 1}. */
  static UnaryOperator<String> fill(Function<String, @Nullable String> settings) {
    return text ->
        replace(
            text,
            one -> {
              String value = settings.apply(one.name());
              return value != null ? value : one.otherwise() != null ? one.otherwise() : "1";
            });
  }

  /** The text without any of them. */
  static String without(String text) {
    return replace(text, one -> "");
  }

  private static String replace(String text, Function<One, String> with) {
    String now = text;
    Matcher matcher = INNERMOST.matcher(now);
    while (matcher.find()) {
      String value = with.apply(One.of(matcher.group(1)));
      now = now.substring(0, matcher.start()) + value + now.substring(matcher.end());
      matcher = INNERMOST.matcher(now);
    }
    return now;
  }
}
