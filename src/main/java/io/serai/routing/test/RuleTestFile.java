package io.serai.routing.test;

import io.serai.issuing.CardRequest.Merchant;
import io.serai.issuing.CardRequest.Presented;
import io.serai.issuing.CardStatus;
import io.serai.issuing.EntryMode;
import io.serai.issuing.Usage.Used;
import java.nio.file.Path;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads a {@code *.rules.yaml}; the schema is {@code schemas/rule-tests.schema.json}. */
final class RuleTestFile {

  static final Set<String> TOP = Set.of("tests");
  static final Set<String> TEST = Set.of("name", "program", "given", "when", "then", "steps");
  static final Set<String> GIVEN = Set.of("clock", "account", "card", "used");
  static final Set<String> ACCOUNT = Set.of("balance", "credit_line", "held");
  static final Set<String> CARD = Set.of("status", "expiry");
  static final Set<String> USED = Set.of("day", "month", "count", "sum", "at");
  static final Set<String> STEP = Set.of("when", "then");
  static final Set<String> ASK =
      Set.of(
          "at",
          "amount",
          "currency",
          "billing",
          "category",
          "country",
          "entry_mode",
          "pin",
          "partial",
          "expiry",
          "adds_to");
  static final Set<String> REVERSE = Set.of("at", "reverse", "amount");
  static final Set<String> THEN = Set.of("code", "rule", "approved", "available", "used");

  private static final Instant SOME_TIME = Instant.parse("2026-01-15T12:00:00Z");
  private static final YearMonth NO_SOON_END = YearMonth.of(2099, 12);

  private RuleTestFile() {}

  /**
   * The tests of a file.
   *
   * @throws WrongTest naming the first thing that is wrong
   */
  static List<RuleTest> read(Path file) {
    Node root = YamlFile.read(file);
    Keys.check(root, "the file", TOP);
    Node tests = root.get("tests");
    if (tests == null || !tests.is(Node.Kind.LIST)) {
      throw new WrongTest(
          tests == null ? root.place() : tests.place(), "the file: tests: write a list");
    }
    return tests.items().stream().map(RuleTestFile::test).toList();
  }

  private static RuleTest test(Node node) {
    Keys.check(node, "test", TEST);
    Values test = new Values(node, "test");
    Values given = test.in("given", GIVEN);
    return new RuleTest(
        test.text("name"),
        node.place(),
        test.needed("program"),
        given.instant("clock", SOME_TIME),
        given(given),
        steps(node));
  }

  private static RuleTest.Given given(Values given) {
    Values account = given.in("account", ACCOUNT);
    Values card = given.in("card", CARD);
    Map<String, Used> used = new LinkedHashMap<>();
    Node all = given.node().get("used");
    if (all != null && !all.is(Node.Kind.MAP)) {
      throw new WrongTest(all.place(), "used: write the name of a rule and what it has counted");
    }
    if (all != null) {
      all.fields().forEach((name, one) -> used.put(name, used(name, one)));
    }
    return new RuleTest.Given(
        account.whole("balance", 0),
        account.maybeWhole("credit_line"),
        account.whole("held", 0),
        card.word("status", CardStatus.class, CardStatus.ACTIVE),
        card.month("expiry", NO_SOON_END),
        used,
        all == null ? Map.of() : all.keys());
  }

  private static Used used(String name, Node node) {
    Keys.check(node, "used." + name, USED);
    Values used = new Values(node, "used." + name);
    Node day = node.get("day");
    Node window = day == null ? node.get("month") : day;
    List<Long> at = new ArrayList<>();
    Node times = node.get("at");
    if (times != null) {
      times.asList().forEach(time -> at.add(Values.instant(time, "at").toEpochMilli()));
    }
    at.sort(null);
    return new Used(
        window == null ? "" : window.scalar(day == null ? "month" : "day"),
        Math.toIntExact(Math.min(Integer.MAX_VALUE, used.whole("count", 0))),
        used.whole("sum", 0),
        at);
  }

  private static List<RuleTest.Step> steps(Node test) {
    Node steps = test.get("steps");
    boolean single = test.get("when") != null || test.get("then") != null;
    if ((steps != null) == single) {
      throw new WrongTest(test.place(), "test: write either when and then, or steps");
    }
    if (steps == null) {
      return List.of(step(test));
    }
    List<RuleTest.Step> read = new ArrayList<>();
    for (Node one : steps.asList()) {
      Keys.check(one, "step", STEP);
      read.add(step(one));
    }
    return read;
  }

  private static RuleTest.Step step(Node node) {
    Values step = new Values(node, "step");
    Node when = step.needed("when");
    Node then = step.needed("then");
    Keys.check(then, "then", THEN);
    boolean reverse = when.get("reverse") != null;
    Keys.check(when, "when", reverse ? REVERSE : ASK);
    Values asked = new Values(when, "when");
    return new RuleTest.Step(
        node.place(),
        asked.maybeInstant("at"),
        reverse ? reverse(asked) : ask(asked),
        then.fields());
  }

  private static RuleTest.Reverse reverse(Values when) {
    return new RuleTest.Reverse(number(when, "reverse"), when.maybeWhole("amount"));
  }

  private static RuleTest.Ask ask(Values when) {
    when.needed("amount");
    return new RuleTest.Ask(
        when.whole("amount", 0),
        when.node().get("currency"),
        when.maybeWhole("billing"),
        new Merchant("merchant", "terminal", when.maybeText("category"), when.maybeText("country")),
        new Presented(when.word("entry_mode", EntryMode.class, EntryMode.CHIP), when.yes("pin")),
        when.yes("partial"),
        when.node().get("expiry") == null ? null : when.month("expiry", NO_SOON_END),
        when.node().get("adds_to") == null ? null : number(when, "adds_to"));
  }

  private static int number(Values when, String field) {
    return (int) Math.min(Integer.MAX_VALUE, when.whole(field, 0));
  }
}
