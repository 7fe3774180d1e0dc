package io.serai.routing.test;

import io.serai.issuing.AuthorizationRules.Ruling;
import io.serai.issuing.Card;
import io.serai.issuing.CardAccount;
import io.serai.issuing.CardProgram;
import io.serai.issuing.CardRequest;
import io.serai.issuing.Hold;
import io.serai.issuing.Snapshot;
import io.serai.issuing.Usage;
import io.serai.issuing.Usage.Used;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The account of a test of rules, kept from step to step as the issuer would keep it. */
final class TestAccount {

  private static final int MONTH_CHARS = "2026-11".length();

  private final CardProgram program;
  private final Card card;
  // One for each step, null where it holds nothing.
  private final List<@Nullable Hold> holds = new ArrayList<>();
  private CardAccount account;

  TestAccount(CardProgram program, RuleTest.Given given) {
    this.program = program;
    Long line = given.creditLineMinor();
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

  /** How many steps were done. */
  int steps() {
    return holds.size();
  }

  /** The hold of a step, from 1, or null where it holds nothing now. */
  @Nullable Hold hold(int step) {
    return step < 1 || step > holds.size() ? null : holds.get(step - 1);
  }

  /** What the rules say, and what is held then. */
  Ruling ask(Instant now, CardRequest request, long minor, @Nullable Hold grown) {
    Ruling ruling = program.rules().rule(new Snapshot(now, account, card, grown), request, minor);
    long approved = ruling.approvedMinor();
    account = account.hold(approved).use(ruling.usage());
    if (approved > 0 && grown != null) {
      // It is the first step's, and taken back there.
      holds.set(
          holds.indexOf(grown),
          made(grown.key(), grown.heldMinor() + approved, grown.at(), request));
    }
    holds.add(approved > 0 && grown == null ? made(request.key(), approved, now, request) : null);
    return ruling;
  }

  /** Takes a hold, or a part of it, back. */
  void reverse(int step, Hold hold, long minor) {
    boolean whole = minor == hold.heldMinor();
    account = account.hold(-minor).use(program.rules().giveBack(account, hold, minor, whole));
    holds.set(step - 1, whole ? null : left(hold, minor));
    holds.add(null);
  }

  private Hold made(String key, long minor, Instant at, CardRequest request) {
    return new Hold(
        "hld_test",
        account.id(),
        card.id(),
        key,
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

  private static Hold left(Hold hold, long taken) {
    return new Hold(
        hold.id(),
        hold.account(),
        hold.card(),
        hold.key(),
        hold.authorizedMinor(),
        hold.heldMinor() - taken,
        0,
        hold.reversedMinor() + taken,
        Hold.State.OPEN,
        hold.approvalCode(),
        null,
        hold.merchant(),
        hold.at(),
        hold.expiresAt(),
        false,
        false);
  }

  long availableMinor() {
    return account.availableMinor();
  }

  /** What is used, in the words of the test. */
  Map<String, Object> used() {
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
