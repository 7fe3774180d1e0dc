package io.serai.issuing.rules;

import com.fasterxml.jackson.databind.JsonNode;
import io.serai.issuing.CardProgram;
import io.serai.issuing.CardProgram.HoldTimes;
import io.serai.issuing.CardProgram.Issue;
import io.serai.issuing.CardProgram.StandIn;
import io.serai.payment.Currency;
import io.serai.payment.SeraiException;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads one card program of {@code issuing.yaml}. */
final class ProgramReader {

  private static final List<String> FIELDS =
      List.of(
          "name",
          "tenant",
          "currency",
          "zone",
          "bins",
          "kind",
          "credit_line",
          "validity_months",
          "holds",
          "stand_in",
          "rules");

  private static final Duration USUAL_HOLD = Duration.ofDays(7);
  private static final Duration LONGEST_HOLD = Duration.ofDays(366);
  private static final int LONGEST_VALIDITY_MONTHS = 240;
  // Without one of each for everything, a stolen card or an empty account would do.
  private static final Map<String, Class<? extends Check>> NEEDED =
      Map.of("status", StatusCheck.class, "expiry", ExpiryCheck.class, "funds", FundsCheck.class);

  private final Part part;

  private ProgramReader(Part part) {
    this.part = part;
  }

  /** The program, or nothing once it is noted what is wrong with it. */
  static Optional<CardProgram> read(Part part) {
    return part.has(FIELDS) ? Optional.of(new ProgramReader(part).program()) : Optional.empty();
  }

  private CardProgram program() {
    String name = part.text("name", "write one such as prepaid-jp");
    String tenant = part.text("tenant", "write whose cards they are, such as acme");
    ZoneId zone = zone();
    return new CardProgram(
        name,
        tenant,
        currency(),
        zone,
        bins(),
        new RuleList(rules(), zone),
        holds(),
        standIn(),
        issue());
  }

  private Currency currency() {
    String given = part.text("currency", "write one such as JPY");
    try {
      return Currency.of(given.isEmpty() ? "JPY" : given);
    } catch (SeraiException e) {
      part.wrong("currency", "'" + given + "' is no currency of ISO 4217; write one such as JPY");
      return Currency.of("JPY");
    }
  }

  private ZoneId zone() {
    if (!part.says("zone")) {
      part.wrong("zone", "is missing; write whose days and months count, such as Asia/Tokyo");
    }
    return part.read("zone", Values::zone, "time zone", "write one such as Asia/Tokyo")
        .orElse(ZoneOffset.UTC);
  }

  private List<String> bins() {
    return part.list(
        "bins",
        text -> Optional.of(text).filter(bin -> bin.matches("[0-9]{6,8}")),
        "beginning of card numbers",
        "write six to eight digits in quotes, such as \"939200\"");
  }

  private Issue issue() {
    boolean credit = part.word("kind", List.of("prepaid", "credit"), "prepaid").equals("credit");
    long line = part.whole("credit_line", 0, Long.MAX_VALUE, 0);
    if (!credit && line > 0) {
      part.wrong("credit_line", "a prepaid program has none; write kind: credit, or leave it out");
    }
    int months =
        (int)
            part.whole(
                "validity_months", 1, LONGEST_VALIDITY_MONTHS, Issue.PREPAID.validityMonths());
    return new Issue(credit, line, months);
  }

  private HoldTimes holds() {
    if (!part.says("holds")) {
      return new HoldTimes(USUAL_HOLD, Map.of());
    }
    Part holds = part.in("holds");
    if (!holds.has(List.of("standard", "by_category"))) {
      return new HoldTimes(USUAL_HOLD, Map.of());
    }
    Map<String, Duration> byCategory = new HashMap<>();
    if (holds.says("by_category")) {
      Part each = holds.in("by_category");
      for (Map.Entry<String, JsonNode> entry : each.node().properties()) {
        String key = entry.getKey();
        Duration time = Values.time(each, key, USUAL_HOLD, LONGEST_HOLD);
        Values.range(key)
            .ifPresentOrElse(
                range -> range.each().forEach(code -> byCategory.put(code, time)),
                () ->
                    each.wrong(
                        key,
                        "is no merchant category; write four digits in quotes, such as \"7011\", or"
                            + " from-to"));
      }
    }
    return new HoldTimes(Values.time(holds, "standard", USUAL_HOLD, LONGEST_HOLD), byCategory);
  }

  private StandIn standIn() {
    if (!part.says("stand_in")) {
      return new StandIn(0, "91", false);
    }
    Part given = part.in("stand_in");
    if (!given.has(List.of("floor", "decline_code", "without_database"))) {
      return new StandIn(0, "91", false);
    }
    boolean without =
        given.word("without_database", List.of("true", "false"), "false").equals("true");
    return new StandIn(
        given.whole("floor", 0, Long.MAX_VALUE, 0),
        Values.code(given, "decline_code", "91"),
        without);
  }

  private List<Rule> rules() {
    List<Rule> rules = new ArrayList<>();
    Set<String> names = new HashSet<>();
    List<Part> items = part.items("rules", "write the rules in their order");
    for (Part item : items) {
      RuleReader.read(item)
          .ifPresent(
              rule -> {
                rules.add(rule);
                if (!names.add(rule.name())) {
                  item.wrong(
                      "name", "'" + rule.name() + "' stands above, too; give each its own name");
                }
              });
    }
    if (rules.size() == items.size() && !rules.isEmpty()) {
      NEEDED.keySet().stream().sorted().forEach(kind -> need(kind, rules));
    }
    return rules;
  }

  private void need(String kind, List<Rule> rules) {
    Class<? extends Check> type = Optional.ofNullable(NEEDED.get(kind)).orElseThrow();
    if (rules.stream()
        .noneMatch(rule -> type.isInstance(rule.check()) && rule.when().equals(When.ALWAYS))) {
      part.wrong(
          "rules",
          "have no kind: "
              + kind
              + " without when; add - { name: "
              + kind
              + ", kind: "
              + kind
              + " }");
    }
  }
}
