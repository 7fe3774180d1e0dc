package io.serai.routing.test;

import io.serai.issuing.AuthorizationRules.Ruling;
import io.serai.issuing.CardProgram;
import io.serai.issuing.CardPrograms;
import io.serai.issuing.CardRequest;
import io.serai.issuing.CardRequest.Wishes;
import io.serai.issuing.Hold;
import io.serai.payment.Currency;
import io.serai.payment.Money;
import io.serai.payment.SeraiException;
import io.serai.routing.test.RouteTestReport.Result;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Runs one test of the rules of a card program. */
final class RuleTestRun {

  private final RuleTest test;
  private final CardProgram program;
  private final RuleCoverage coverage;
  private final TestAccount account;
  private final Expectations expectations = new Expectations();
  private Instant now;

  private RuleTestRun(RuleTest test, CardProgram program, RuleCoverage coverage) {
    this.test = test;
    this.program = program;
    this.coverage = coverage;
    this.account = new TestAccount(program, test.given());
    this.now = test.clock();
  }

  /** What became of a test. */
  static Result run(RuleTest test, CardPrograms programs, RuleCoverage coverage) {
    Expectations wrong = new Expectations();
    try {
      RuleTestRun run = new RuleTestRun(test, program(test, programs), coverage);
      wrong = run.expectations;
      test.steps().forEach(run::step);
    } catch (WrongTest refused) {
      wrong.wrong(refused.place(), String.valueOf(refused.getMessage()));
    }
    return new Result(
        test.name(), test.place().file(), test.place().line(), List.copyOf(wrong.mismatches()));
  }

  private static CardProgram program(RuleTest test, CardPrograms programs) {
    Node node = test.program();
    String name = node.scalar("program");
    CardProgram program =
        programs
            .current(name)
            .orElseThrow(
                () ->
                    new WrongTest(
                        node.place(),
                        "program: '" + name + "' is not in issuing.yaml; write one that is"));
    List<String> rules = program.rules().names();
    test.given()
        .usedAt()
        .forEach(
            (rule, place) -> {
              if (!rules.contains(rule)) {
                throw Keys.unknown(place, "used", rule, rules);
              }
            });
    return program;
  }

  private void step(RuleTest.Step step) {
    Instant at = step.at();
    now = at == null ? now : at;
    Map<String, @Nullable Object> came = new HashMap<>();
    if (step.when() instanceof RuleTest.Ask ask) {
      ask(step, ask, came);
    } else if (step.when() instanceof RuleTest.Reverse reverse) {
      reverse(step, reverse);
    }
    came.put("available", account.availableMinor());
    came.put("used", account.used());
    String which = test.steps().size() == 1 ? "" : "step " + account.steps() + ": ";
    step.then()
        .forEach((name, expected) -> expectations.compare(which + name, expected, came.get(name)));
  }

  private void ask(RuleTest.Step step, RuleTest.Ask ask, Map<String, @Nullable Object> came) {
    Hold grown = ask.addsTo() == null ? null : held(step, ask.addsTo());
    CardRequest request = request(step, ask, grown);
    Money billing = request.billing();
    long minor = billing == null ? request.amount().minor() : billing.minor();
    Ruling ruling = account.ask(now, request, minor, grown);
    coverage.decided(program.name(), ruling.rule());
    came.put("code", ruling.responseCode());
    came.put("rule", ruling.rule());
    came.put("approved", ruling.approvedMinor());
  }

  private void reverse(RuleTest.Step step, RuleTest.Reverse reverse) {
    Hold hold = held(step, reverse.step());
    Long part = reverse.minor();
    long minor = part == null ? hold.heldMinor() : part;
    if (minor < 0 || minor > hold.heldMinor()) {
      throw new WrongTest(
          step.place(), "amount: step " + reverse.step() + " holds only " + hold.heldMinor());
    }
    account.reverse(reverse.step(), hold, minor);
  }

  private Hold held(RuleTest.Step step, int number) {
    Hold hold = account.hold(number);
    if (hold == null) {
      throw new WrongTest(step.place(), "step " + number + " holds nothing here");
    }
    return hold;
  }

  private CardRequest request(RuleTest.Step step, RuleTest.Ask ask, @Nullable Hold grown) {
    Currency own = program.currency();
    Currency currency = ask.currency() == null ? own : currency(ask.currency());
    Long billing = ask.billingMinor();
    if (currency.equals(own) == (billing != null)) {
      throw new WrongTest(
          step.place(),
          billing == null
              ? "when: billing is missing; write the amount in " + own
              : "when: billing is for another currency; leave it out");
    }
    return new CardRequest(
        CardRequest.Kind.AUTHORIZATION,
        "step-" + (account.steps() + 1),
        "",
        grown == null ? null : grown.key(),
        "token",
        new Money(ask.amount(), currency),
        billing == null ? null : new Money(billing, own),
        null,
        new CardRequest.From(program.tenant(), "test", "test", "test", "test"),
        ask.merchant(),
        ask.presented(),
        new Wishes(ask.partial(), false, false, grown != null),
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
}
