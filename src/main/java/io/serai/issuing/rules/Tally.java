package io.serai.issuing.rules;

import io.serai.issuing.Usage;
import io.serai.issuing.Usage.Used;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/** Keeps what an account has used, by the rules that count. Immutable. */
final class Tally {

  private final Map<String, Rule> counting = new LinkedHashMap<>();
  private final ZoneId zone;

  Tally(List<Rule> rules, ZoneId zone) {
    this.zone = zone;
    rules.stream()
        .filter(rule -> rule.check() instanceof Counting)
        .forEach(rule -> counting.put(rule.name(), rule));
  }

  /** What is used after an approval. */
  Usage after(Asked approved) {
    Map<String, Used> now = new HashMap<>(approved.account().usage().limits());
    now.entrySet().removeIf(one -> isOver(one.getKey(), one.getValue(), approved.at()));
    return each(now, (rule, used) -> counting(rule).after(used, approved, rule.when()));
  }

  /** What is used once something was taken back. */
  Usage givenBack(Usage usage, Counting.Taken taken) {
    return each(
        new HashMap<>(usage.limits()),
        (rule, used) -> counting(rule).givenBack(used, taken, rule.when()));
  }

  private Usage each(Map<String, Used> now, BiFunction<Rule, Used, Used> change) {
    counting.forEach(
        (name, rule) -> {
          Used used = change.apply(rule, now.getOrDefault(name, Used.NOTHING));
          if (used.equals(Used.NOTHING)) {
            now.remove(name);
          } else {
            now.put(name, used);
          }
        });
    return new Usage(now);
  }

  private static Counting counting(Rule rule) {
    return (Counting) rule.check();
  }

  /**
   * Whether what a rule has left that is not among these does not count any more. Until then it
   * stays: the set of routes that has the rule may be beside this one, or come back.
   */
  private boolean isOver(String name, Used used, Instant now) {
    if (counting.containsKey(name)) {
      return false;
    }
    if (used.window().isEmpty()) {
      long since = now.minus(Velocity.LONGEST).toEpochMilli();
      return used.at().stream().allMatch(time -> time <= since);
    }
    return !used.window().equals(PeriodLimit.Per.DAY.window(now, zone))
        && !used.window().equals(PeriodLimit.Per.MONTH.window(now, zone));
  }
}
