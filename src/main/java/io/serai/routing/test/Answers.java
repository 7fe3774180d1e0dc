package io.serai.routing.test;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.convert.DurationStyle;

/**
 * What a provider can answer: the words that every provider knows, and those of its file {@code
 * routes/tests/answers/<provider>.yaml}.
 *
 * @param provider its name
 * @param file the file, whether it is there or not
 * @param words what each word of the file answers: a list of {@code on}, {@code status}, {@code
 *     body}
 */
record Answers(String provider, Path file, Map<String, Node> words) {

  static final String REFUSE = "refuse";
  private static final Set<String> EVERYWHERE =
      Set.of(REFUSE, "hang", "commit-then-reset", "garbage", "delay:<time>");
  private static final Set<String> ENTRY = Set.of("on", "status", "body");
  private static final Set<String> INLINE = Set.of("status", "body", "delay");
  private static final ObjectMapper JSON = new ObjectMapper();

  static Answers of(Path tests, String provider) {
    Path file = tests.resolve("answers").resolve(provider + ".yaml");
    if (!Files.exists(file)) {
      return new Answers(provider, file, Map.of());
    }
    Node root = YamlFile.read(file);
    if (!root.is(Node.Kind.MAP)) {
      throw new WrongTest(root.place(), "answers: write words, and what each answers");
    }
    root.fields()
        .values()
        .forEach(
            word -> {
              for (Node one : word.asList()) {
                Keys.check(one, "answer", ENTRY);
                TestFile.required(one, "answer", "on").scalar("on");
                TestFile.whole(TestFile.required(one, "answer", "status"), "status", 599);
              }
            });
    return new Answers(provider, file, root.fields());
  }

  /**
   * What a provider is told to answer to a request.
   *
   * @param told the word, or status and body
   * @param number of the request, for texts that must be new each time
   * @throws WrongTest if there is no such word, or it says nothing of this request
   */
  Reply reply(Node told, Request request, int number) {
    if (told.is(Node.Kind.MAP)) {
      return inline(told, request, number);
    }
    String text = told.scalar(provider);
    int colon = text.indexOf(':');
    String word = colon < 0 ? text : text.substring(0, colon);
    String argument = colon < 0 ? null : text.substring(colon + 1).strip();
    return switch (word) {
      case "hang" -> Reply.of(Reply.Kind.HANG);
      case "commit-then-reset" -> Reply.of(Reply.Kind.RESET);
      case "garbage" -> Reply.say(Duration.ZERO, 200, "<garbage");
      case "delay" -> said(told, "approve", null, request, number, duration(told, argument));
      default -> said(told, word, argument, request, number, Duration.ZERO);
    };
  }

  /** Checks a word before anything is sent. */
  void check(Node told) {
    if (told.is(Node.Kind.MAP)) {
      Keys.check(told, provider, INLINE);
      return;
    }
    String text = told.scalar(provider);
    int colon = text.indexOf(':');
    String word = colon < 0 ? text : text.substring(0, colon);
    Set<String> known = new HashSet<>(EVERYWHERE);
    known.addAll(words.keySet());
    if (!known.contains(word) && !word.equals("delay")) {
      throw Keys.unknown(
          told.place(), provider + " (words of its own are in " + file + ")", word, known);
    }
  }

  private Reply inline(Node told, Request request, int number) {
    Node status = told.get("status");
    Node body = told.get("body");
    Node delay = told.get("delay");
    return Reply.say(
        delay == null ? Duration.ZERO : duration(delay, delay.scalar("delay")),
        status == null ? 200 : TestFile.whole(status, "status", 599),
        body == null ? "" : text(told, body, null, request, number));
  }

  private Reply said(
      Node told,
      String word,
      @Nullable String argument,
      Request request,
      int number,
      Duration delay) {
    Node entries = words.get(word);
    if (entries == null) {
      throw Keys.unknown(told.place(), provider, word, words.keySet());
    }
    for (Node one : entries.asList()) {
      if (fits(TestFile.required(one, "answer", "on").text(), request)) {
        Node body = one.get("body");
        return Reply.say(
            delay,
            Integer.parseInt(TestFile.required(one, "answer", "status").text()),
            body == null ? "" : text(told, body, argument, request, number));
      }
    }
    throw new WrongTest(
        told.place(),
        provider + ": " + word + " says nothing of " + request.line() + "; add it to " + file);
  }

  private static boolean fits(String on, Request request) {
    String path = request.path().replaceFirst("\\?.*", "");
    StringBuilder pattern = new StringBuilder();
    for (String part : on.split("\\*", -1)) {
      pattern.append(pattern.isEmpty() ? "" : "[^/]+").append(java.util.regex.Pattern.quote(part));
    }
    return (request.method() + " " + path).matches(pattern.toString());
  }

  private String text(
      Node told, Node body, @Nullable String argument, Request request, int number) {
    Map<String, String> values = new LinkedHashMap<>();
    values.put("{number}", String.valueOf(number));
    if (argument != null) {
      values.put("{argument}", argument);
    }
    Object plain =
        body.plain(
            text -> {
              String filled = text;
              for (var value : values.entrySet()) {
                filled = filled.replace(value.getKey(), value.getValue());
              }
              if (filled.contains("{argument}")) {
                throw new WrongTest(
                    told.place(),
                    provider + ": '" + told.text() + "' needs a code, as in decline:51");
              }
              return filled;
            });
    try {
      return plain instanceof String text ? text : JSON.writeValueAsString(plain);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("plain objects are JSON: " + request.line(), e);
    }
  }

  private static Duration duration(Node told, @Nullable String text) {
    if (text == null) {
      throw new WrongTest(told.place(), "delay: say how long, as in delay:1500ms");
    }
    try {
      return DurationStyle.detectAndParse(text);
    } catch (IllegalArgumentException e) {
      throw new WrongTest(told.place(), "delay: '" + text + "' is no time such as 1500ms or 15s");
    }
  }
}
