package io.serai.routing.test;

import io.serai.issuing.AuthorizationRules.Ruling;
import io.serai.issuing.Card;
import io.serai.issuing.CardAccount;
import io.serai.issuing.CardProgram;
import io.serai.issuing.CardPrograms;
import io.serai.issuing.CardRequest;
import io.serai.issuing.CardRequest.Wishes;
import io.serai.issuing.Hold;
import io.serai.issuing.Snapshot;
import io.serai.issuing.Usage;
import io.serai.issuing.Usage.Used;
import io.serai.payment.Currency;
import io.serai.payment.Money;
import io.serai.payment.SeraiException;
import io.serai.routing.test.RouteTestReport.Result;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Runs one test of rules: the account goes from step to step as the issuer would keep it. */
final class RuleTestRun {

  private static final int MONTH_CHARS = "2026-11".length();

  private final RuleTest test;
  private final CardProgram program;
  private final Card card;
  private final Expectations expectations = new Expectations();
  private final List<@Nullable Hold> holds = new ArrayList<>();
  private CardAccount account;
  private Instant now;

  private RuleTestRun(RuleTest test, CardProgram program) {
    this.test = test;
    this.program = program;
    RuleTest.Given given = test.given();
    given
        .usedAt()
        .forEach(
            (name, place) -> {
              if (!program.rules().names().contains(name)) {
                throw Keys.unknown(place, "used", name, program.rules().names());
              }
            });
    Long line = given.creditLineMinor();
    this.now = test.clock();
    this.card =
        new Card("crd_test", "acc_test", "token", "939200", "0000", given.expiry(), given.status());
    this.account =
        new CardAccount(
            "acc_test",
            program.tenant(),
            program.name(),
            program.currency(),
            given.balanceMinor(),
            line == null ? program.issue().creditLineMinor() : line,
            given.heldMinor(),
            0,
            new Usage(given.used()));
  }

  /** What became of a test. */
  static Result run(RuleTest test, CardPrograms programs) {
    Expectations wrong = new Expectations();
    try {
      String name = test.program().scalar("program");
      CardProgram program =
          programs
              .current(name)
              .orElseThrow(
                  () ->
                      new WrongTest(
                          test.program().place(),
                          "program: '" + name + "' is not in issuing.yaml; write one that is"));
      RuleTestRun run = new RuleTestRun(test, program);
      wrong = run.expectations;
      test.steps().forEach(run::step);
    } catch (WrongTest refused) {
      wrong.wrong(refused.place(), String.valueOf(refused.getMessage()));
    }
    return new Result(
        test.name(), test.place().file(), test.place().line(), List.copyOf(wrong.mismatches()));
  }

  private void step(RuleTest.Step step) {
    Instant at = step.at();
    now = at == null ? now : at;
    Map<String, @Nullable Object> came =
        step.when() instanceof RuleTest.Reverse reverse
            ? reverse(step, reverse)
            : ask(step, (RuleTest.Ask) step.when());
    came.put("available", account.availableMinor());
    came.put("used", used());
    String which = test.steps().size() == 1 ? "" : "step " + holds.size() + ": ";
    step.then()
        .forEach((name, expected) -> expectations.compare(which + name, expected, came.get(name)));
  }

  private Map<String, @Nullable Object> ask(RuleTest.Step step, RuleTest.Ask ask) {
    Hold grown = ask.addsTo() == null ? null : holdOf(step, ask.addsTo());
    CardRequest request = request(step, ask);
    Money billing = request.billing();
    long minor = billing == null ? request.amount().minor() : billing.minor();
    Ruling ruling =
        program.rules().rule(new Snapshot(now, account, card, grown), request, minor);
    account = account.hold(ruling.approvedMinor()).use(ruling.usage());
    if (ruling.approvedMinor() == 0) {
      holds.add(null);
    } else if (grown == null) {
      holds.add(hold(ruling.approvedMinor(), now, request));
    } else {
      // It is the first step's, and taken back there.
      holds.set(holds.indexOf(grown), hold(grown.heldMinor() + ruling.approvedMinor(), grown.at(), request));
      holds.add(null);
    }
    Map<String, @Nullable Object> came = new HashMap<>();
    came.put("code", ruling.responseCode());
    came.put("rule", ruling.rule());
    came.put("approved", ruling.approvedMinor());
    return came;
  }

  private Map<String, @Nullable Object> reverse(RuleTest.Step step, RuleTest.Reverse reverse) {
    Hold hold = holdOf(step, reverse.step());
    Long part = reverse.minor();
    long minor = part == null ? hold.heldMinor() : part;
    if (minor < 0 || minor > hold.heldMinor()) {
      throw new WrongTest(
          step.place(), "amount: only " + hold.heldMinor() + " are held by step " + reverse.step());
    }
    boolean whole = minor == hold.heldMinor();
    account =
        account.hold(-minor).use(program.rules().giveBack(account, hold, minor, whole));
    holds.set(
        reverse.step() - 1,
        new Hold(
            hold.id(),
            hold.account(),
            hold.card(),
            hold.key(),
            hold.authorizedMinor(),
            hold.heldMinor() - minor,
            0,
            hold.reversedMinor() + minor,
            whole ? Hold.State.REVERSED : Hold.State.OPEN,
            hold.approvalCode(),
            null,
            hold.merchant(),
            hold.at(),
            hold.expiresAt(),
            false,
            false));
    holds.add(null);
    return new HashMap<>();
  }

  private Hold holdOf(RuleTest.Step step, int number) {
    Hold hold = number < 1 || number > holds.size() ? null : holds.get(number - 1);
    if (hold == null || hold.state() != Hold.State.OPEN) {
      throw new WrongTest(step.place(), "step " + number + " holds nothing here");
    }
    return hold;
  }

  private Hold hold(long minor, Instant at, CardRequest request) {
    return new Hold(
        "hld_test",
        account.id(),
        card.id(),
        request.key(),
        minor,
        minor,
        0,
        0,
        Hold.State.OPEN,
        "000000",
        null,
        request.merchant(),
        at,
        at.plus(program.holds().of(request.merchant().category())),
        false,
        false);
  }

  private CardRequest request(RuleTest.Step step, RuleTest.Ask ask) {
    Currency currency = ask.currency() == null ? account.currency() : currency(ask.currency());
    boolean foreign = !currency.equals(account.currency());
    if (foreign != (ask.billingMinor() != null)) {
      throw new WrongTest(
          step.place(),
          foreign
              ? "when: billing is missing; write the amount in " + account.currency()
              : "when: billing is for another currency; leave it out");
    }
    return new CardRequest(
        CardRequest.Kind.AUTHORIZATION,
        "key-" + holds.size(),
        "",
        ask.addsTo() == null ? null : "key-" + (ask.addsTo() - 1),
        card.token(),
        new Money(ask.amount(), currency),
        ask.billingMinor() == null ? null : new Money(ask.billingMinor(), account.currency()),
        null,
        new CardRequest.From(account.tenant(), "test", "test", "test", "test"),
        ask.merchant(),
        ask.presented(),
        new Wishes(ask.partial(), false, false, ask.addsTo() != null),
        ask.expiry(),
        null,
        null,
        now,
        null);
  }

  private static Currency currency(Node node) {
    try {
      return Currency.of(node.scalar("currency"));
    } catch (SeraiException e) {
      throw new WrongTest(node.place(), String.valueOf(e.getMessage()));
    }
  }

  /** What is used, in the words of the test. */
  private Map<String, Object> used() {
    Map<String, Object> all = new HashMap<>();
    account.usage().limits().forEach((name, used) -> all.put(name, told(used)));
    return all;
  }

  private static Map<String, Object> told(Used used) {
    Map<String, Object> told = new HashMap<>();
    told.put("count", used.count());
    told.put("sum", used.minor());
    if (!used.window().isEmpty()) {
      told.put(used.window().length() > MONTH_CHARS ? "day" : "month", used.window());
    }
    told.put("at", used.at().stream().map(time -> Instant.ofEpochMilli(time).toString()).toList());
    return told;
  }
}
