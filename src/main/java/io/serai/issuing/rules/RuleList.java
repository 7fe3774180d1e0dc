package io.serai.issuing.rules;

import io.serai.issuing.AuthorizationRules;
import io.serai.issuing.CardAccount;
import io.serai.issuing.CardRequest;
import io.serai.issuing.Hold;
import io.serai.issuing.Snapshot;
import io.serai.issuing.Usage;
import java.time.ZoneId;
import java.util.List;

/** The rules of a program, in the order of the file: the first that declines decides. Immutable. */
final class RuleList implements AuthorizationRules {

  private static final String FULLY = "00";
  private static final String PARTLY = "10";

  private final List<Rule> rules;
  private final ZoneId zone;
  private final Tally tally;

  RuleList(List<Rule> rules, ZoneId zone) {
    this.rules = List.copyOf(rules);
    this.zone = zone;
    this.tally = new Tally(this.rules, zone);
  }

  @Override
  public List<String> names() {
    return rules.stream().map(Rule::name).toList();
  }

  @Override
  public Ruling rule(Snapshot seen, CardRequest request, long minor) {
    Asked asked = Asked.of(seen, zone, request, minor);
    Usage usage = asked.account().usage();
    String code = FULLY;
    String reason = APPROVED;
    for (Rule rule : rules) {
      Verdict verdict = rule.judge(asked, usage.of(rule.name()));
      if (verdict instanceof Verdict.Declined declined) {
        return new Ruling(declined.code(), rule.name(), 0, usage);
      }
      if (verdict instanceof Verdict.Part part) {
        asked = asked.only(part.minor());
        code = PARTLY;
        reason = rule.name();
      }
    }
    return new Ruling(code, reason, asked.minor(), tally.after(asked));
  }

  @Override
  public Ruling inquire(Snapshot seen, CardRequest request) {
    Asked asked = Asked.of(seen, zone, request, 0);
    Usage usage = asked.account().usage();
    for (Rule rule : rules) {
      if ((rule.check() instanceof StatusCheck || rule.check() instanceof ExpiryCheck)
          && rule.judge(asked, usage.of(rule.name())) instanceof Verdict.Declined declined) {
        return new Ruling(declined.code(), rule.name(), 0, usage);
      }
    }
    return new Ruling(FULLY, APPROVED, 0, usage);
  }

  @Override
  public Usage count(Snapshot seen, CardRequest request, long minor) {
    return tally.after(Asked.of(seen, zone, request, minor));
  }

  @Override
  public Usage giveBack(CardAccount account, Hold hold, long minor, boolean whole) {
    return tally.givenBack(account.usage(), new Counting.Taken(hold, zone, minor, whole));
  }
}
