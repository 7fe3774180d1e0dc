package io.serai.routing.test;

import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads a {@code *.test.yaml}; the schema is {@code schemas/route-tests.schema.json}. */
final class TestFile {

  static final Set<String> TOP = Set.of("tests");
  static final Set<String> TEST = Set.of("name", "given", "when", "then", "steps");
  static final Set<String> GIVEN = Set.of("clock", "tenant", "providers", "issuing");
  static final Set<String> STEP = Set.of("given", "when", "then");
  static final Set<String> STEP_GIVEN = Set.of("providers", "issuing");
  static final Set<String> THEN =
      Set.of(
          "status",
          "headers",
          "answer",
          "provider",
          "state",
          "attempts",
          "history",
          "events",
          "requests",
          "follow_up",
          "alarms",
          "message",
          "sent");

  private static final Instant SOME_TIME = Instant.parse("2026-01-15T12:00:00Z");
  private static final int MOST_TIMES = 1000;

  private TestFile() {}

  /**
   * The tests of a file.
   *
   * @throws WrongTest naming the first thing that is wrong
   */
  static List<RouteTest> read(Path file) {
    Node root = YamlFile.read(file);
    Keys.check(root, "the file", TOP);
    Node tests = required(root, "the file", "tests");
    if (!tests.is(Node.Kind.LIST)) {
      throw new WrongTest(tests.place(), "tests: write a list");
    }
    return tests.items().stream().map(TestFile::test).toList();
  }

  private static RouteTest test(Node node) {
    Keys.check(node, "test", TEST);
    Node given = node.get("given");
    if (given != null) {
      Keys.check(given, "given", GIVEN);
    }
    Node clock = given == null ? null : given.get("clock");
    Node tenant = given == null ? null : given.get("tenant");
    return new RouteTest(
        required(node, "test", "name").scalar("name"),
        node.place(),
        clock == null ? SOME_TIME : instant(clock),
        tenant == null ? "acme" : tenant.scalar("tenant"),
        providers(given),
        issuing(given),
        steps(node));
  }

  private static Instant instant(Node node) {
    try {
      return Instant.parse(node.scalar("clock"));
    } catch (DateTimeException e) {
      throw new WrongTest(
          node.place(), "clock: '" + node.text() + "' is no time; write 2026-01-15T12:00:00Z");
    }
  }

  private static Map<String, Node> providers(@Nullable Node given) {
    Node providers = given == null ? null : given.get("providers");
    if (providers == null) {
      return Map.of();
    }
    if (!providers.is(Node.Kind.MAP)) {
      throw new WrongTest(providers.place(), "providers: write a name and its answers");
    }
    return providers.fields();
  }

  private static List<Node> issuing(@Nullable Node given) {
    Node issuing = given == null ? null : given.get("issuing");
    return issuing == null ? List.of() : issuing.asList();
  }

  private static List<RouteTest.Step> steps(Node test) {
    Node steps = test.get("steps");
    boolean single = test.get("when") != null || test.get("then") != null;
    if ((steps != null) == single) {
      throw new WrongTest(test.place(), "test: write either when and then, or steps");
    }
    if (steps == null) {
      return List.of(step(test, null));
    }
    List<RouteTest.Step> read = new ArrayList<>();
    for (Node one : steps.asList()) {
      Keys.check(one, "step", STEP);
      Node given = one.get("given");
      if (given != null) {
        Keys.check(given, "given of a step", STEP_GIVEN);
      }
      read.add(step(one, given));
    }
    return read;
  }

  private static RouteTest.Step step(Node node, @Nullable Node given) {
    Node when = required(node, "test", "when");
    Node then = required(node, "test", "then");
    Keys.check(when, "when", When.KEYS);
    Keys.check(then, "then", THEN);
    Node times = when.get("times");
    return new RouteTest.Step(
        providers(given),
        issuing(given),
        when(when),
        times == null ? 1 : whole(times, "times", MOST_TIMES),
        then.fields());
  }

  private static When when(Node when) {
    List<String> named =
        Stream.of("rest", "iso8583", "queue").filter(name -> when.get(name) != null).toList();
    if (named.size() != 1) {
      throw new WrongTest(when.place(), "when: write one of rest, iso8583, queue");
    }
    return switch (named.get(0)) {
      case "rest" -> rest(when, required(when, "when", "rest"));
      case "iso8583" -> iso(when, required(when, "when", "iso8583"));
      default ->
          new When.Queue(
              required(when, "when", "queue").scalar("queue"), required(when, "when", "body"));
    };
  }

  private static When rest(Node when, Node rest) {
    String[] words = rest.scalar("rest").split(" ", -1);
    if (words.length != 2 || !words[1].startsWith("/")) {
      throw new WrongTest(rest.place(), "rest: write a method and a path, such as GET /v1/charges");
    }
    Map<String, String> headers = new HashMap<>();
    Node given = when.get("headers");
    if (given != null) {
      given.fields().forEach((name, value) -> headers.put(name, value.scalar("headers")));
    }
    Node key = when.get("key");
    return new When.Rest(
        words[0],
        words[1],
        key == null ? null : key.scalar("key"),
        Map.copyOf(headers),
        when.get("body"));
  }

  private static When iso(Node when, Node iso) {
    String mti = iso.scalar("iso8583");
    if (!mti.matches("\\d{2}[02468]\\d")) {
      throw new WrongTest(iso.place(), "iso8583: '" + mti + "' is no request such as 0100");
    }
    Map<Integer, String> fields = new HashMap<>();
    Node given = when.get("fields");
    if (given != null) {
      given
          .fields()
          .forEach(
              (number, value) -> {
                if (!number.matches("[2-9]|[1-9]\\d|1[01]\\d|12[0-8]")) {
                  throw new WrongTest(
                      value.place(), "fields: '" + number + "' is no data element, 2 to 128");
                }
                fields.put(Integer.valueOf(number), value.scalar("fields"));
              });
    }
    Node link = when.get("link");
    return new When.Iso(mti, Map.copyOf(fields), link == null ? null : link.scalar("link"));
  }

  static int whole(Node node, String what, int most) {
    String text = node.scalar(what);
    if (!text.matches("\\d{1,6}") || Integer.parseInt(text) < 1 || Integer.parseInt(text) > most) {
      throw new WrongTest(node.place(), what + ": '" + text + "' is no number of 1 to " + most);
    }
    return Integer.parseInt(text);
  }

  static Node required(Node node, String what, String field) {
    Node found = node.get(field);
    if (found == null) {
      throw new WrongTest(node.place(), what + ": " + field + " is missing");
    }
    return found;
  }
}
