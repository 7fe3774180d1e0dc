package io.serai.issuing.rules;

import io.serai.intake.Nearest;
import io.serai.issuing.CardStatus;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Reads one rule of {@code issuing.yaml}. */
final class RuleReader {

  private static final List<String> EVERY = List.of("name", "kind", "when");
  // The kinds, each with what may be said of it.
  private static final Map<String, List<String>> KINDS =
      new TreeMap<>(
          Map.of(
              "status", List.of("codes"),
              "expiry", List.of("code", "compare"),
              "limit", List.of("per", "sum", "count", "code", "count_code"),
              "category", List.of("allow", "deny", "code"),
              "country", List.of("allow", "deny", "code"),
              "entry_mode", List.of("allow", "deny", "code"),
              "contactless", List.of("max", "sum", "count", "code"),
              "velocity", List.of("count", "within", "code"),
              "funds", List.of("partial", "code")));

  private static final List<String> YES_NO = List.of("true", "false");

  private final Part part;

  private RuleReader(Part part) {
    this.part = part;
  }

  /** The rule, or nothing once it is noted what is wrong with it. */
  static Optional<Rule> read(Part part) {
    return new RuleReader(part).rule();
  }

  private Optional<Rule> rule() {
    String kind = part.node().path("kind").asText();
    List<String> own = KINDS.get(kind);
    if (part.node().isObject() && own == null) {
      part.wrong(
          "kind",
          (kind.isEmpty() ? "is missing" : "'" + kind + "' is not known")
              + "; "
              + Nearest.mend(kind, KINDS.keySet()));
      return Optional.empty();
    }
    Set<String> known = new TreeSet<>(EVERY);
    known.addAll(own == null ? List.of("code") : own);
    if (!part.has(known)) {
      return Optional.empty();
    }
    return check(kind).map(check -> new Rule(name(), WhenReader.read(part), check));
  }

  private String name() {
    String mend = "write one such as daily-limit, in small letters, digits and dashes";
    String name = part.text("name", mend);
    if (!name.isEmpty() && (!name.matches("[a-z][a-z0-9-]{0,39}") || name.equals("approved"))) {
      part.wrong("name", "'" + name + "' cannot be a rule's name; " + mend);
    }
    return name;
  }

  private Optional<Check> check(String kind) {
    return switch (kind) {
      case "status" -> Optional.of(new StatusCheck(statuses()));
      case "expiry" -> Optional.of(new ExpiryCheck(code("54"), yes("compare", true)));
      case "limit" -> limit();
      case "category" ->
          listed()
              .map(how -> new CategoryCheck(how, Values.categories(part, field(how)), code("57")));
      case "country" ->
          listed()
              .map(how -> new CountryCheck(how, Values.countries(part, field(how)), code("62")));
      case "entry_mode" ->
          listed().map(how -> new EntryModeCheck(how, Values.modes(part, field(how)), code("57")));
      case "contactless" -> contactless();
      case "velocity" -> velocity();
      default -> Optional.of(new FundsCheck(yes("partial", false), code("51")));
    };
  }

  private Map<CardStatus, String> statuses() {
    Map<CardStatus, String> codes = new EnumMap<>(StatusCheck.USUAL);
    if (part.says("codes")) {
      Part given = part.in("codes");
      if (given.has(codes.keySet().stream().map(CardStatus::word).toList())) {
        codes.replaceAll((status, usual) -> Values.code(given, status.word(), usual));
      }
    }
    return codes;
  }

  private Optional<Check> limit() {
    String per = part.word("per", List.of("transaction", "day", "month"), "");
    if (!part.says("per")) {
      part.wrong("per", "is missing; write one of transaction, day, month");
    }
    if (per.equals("transaction")) {
      for (String field : List.of("count", "count_code")) {
        if (part.says(field)) {
          part.wrong(field, "means nothing for one transaction; leave it out");
        }
      }
    }
    if (!part.says("sum") && (per.equals("transaction") || !part.says("count"))) {
      part.wrong("sum", "is missing; write how much is fine, in minor units");
    }
    long sum = most("sum");
    if (per.equals("transaction")) {
      return Optional.of(new AmountCheck(sum, code("61")));
    }
    PeriodLimit.Per window = per.equals("month") ? PeriodLimit.Per.MONTH : PeriodLimit.Per.DAY;
    String often = Values.code(part, "count_code", "65");
    return Optional.of(new PeriodLimit(window, sum, code("61"), count(), often));
  }

  private Optional<Check> contactless() {
    if (!part.says("max") && !part.says("sum") && !part.says("count")) {
      part.wrong("max", "is missing, and so are sum and count; write at least one of them");
    }
    return Optional.of(new Contactless(most("max"), most("sum"), count(), code("65")));
  }

  private Optional<Check> velocity() {
    for (String field : List.of("count", "within")) {
      if (!part.says(field)) {
        part.wrong(
            field,
            "is missing; write "
                + (field.equals("count") ? "how often is fine" : "one such as 10m"));
      }
    }
    int count = (int) part.whole("count", 1, Velocity.MOST, 1);
    Duration within = Values.time(part, "within", Duration.ofMinutes(1), Velocity.LONGEST);
    return Optional.of(new Velocity(count, within, code("65")));
  }

  private Optional<Listed> listed() {
    boolean allow = part.says("allow");
    if (allow == part.says("deny")) {
      part.wrong(
          "allow",
          allow ? "stands beside deny; write one of them" : "is missing; write it or deny");
      return Optional.empty();
    }
    return Optional.of(allow ? Listed.ALLOWED : Listed.DENIED);
  }

  private static String field(Listed how) {
    return how == Listed.ALLOWED ? "allow" : "deny";
  }

  private String code(String usual) {
    return Values.code(part, "code", usual);
  }

  private boolean yes(String field, boolean otherwise) {
    return Boolean.parseBoolean(part.word(field, YES_NO, String.valueOf(otherwise)));
  }

  private long most(String field) {
    return part.whole(field, 0, Long.MAX_VALUE, Long.MAX_VALUE);
  }

  private int count() {
    return (int) part.whole("count", 0, Integer.MAX_VALUE, Integer.MAX_VALUE);
  }
}
