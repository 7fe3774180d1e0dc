package io.serai.engine.internal;

import io.serai.engine.internal.caps.Denial;
import io.serai.engine.internal.caps.Party;
import io.serai.engine.internal.caps.Permit;
import io.serai.engine.internal.caps.Verdict;
import io.serai.journal.Claim;
import io.serai.journal.Commit;
import io.serai.journal.CommitResult;
import io.serai.payment.ErrorCode;
import io.serai.payment.Outcome;
import io.serai.payment.Payment;
import io.serai.payment.SeraiException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Authorizes and charges: claim and intent, send, outcome, answer (I4). */
final class Placing {

  private static final int MOST_CLAIMS = 3;

  private final Tools tools;
  private final Replays replays;
  private final Persistence persistence;

  Placing(Tools tools, Replays replays, Persistence persistence) {
    this.tools = tools;
    this.replays = replays;
    this.persistence = persistence;
  }

  CompletableFuture<Map<String, Object>> place(Caller caller, Plan plan, Fields fields) {
    Payment blank = blank(caller, plan, fields);
    return replays.shared(caller, () -> admit(caller, plan, blank));
  }

  /** Counts the payment for its tenant and its route, before anything is claimed. */
  private CompletableFuture<Map<String, Object>> admit(Caller caller, Plan plan, Payment blank) {
    SeraiException refusal = caller.onlyKnown();
    if (refusal != null) {
      return refused(caller, refusal);
    }
    Verdict verdict =
        tools
            .caps()
            .take(
                plan.operation(),
                blank.amount(),
                Party.tenant(caller.tenant()),
                Party.route(caller.routeId()));
    if (verdict instanceof Denial denial) {
      return refused(caller, denial.exceeded());
    }
    var permit = (Permit) verdict;
    return permit == Permit.FREE
        ? claim(caller, plan, blank, 1)
        : claim(caller, plan, blank, 1)
            .whenComplete(
                (answer, failure) -> {
                  if (failure != null || nothingNew(answer)) {
                    permit.giveBack();
                  }
                });
  }

  /** Whether it was a replay, or ended with every provider provably untouched. */
  private static boolean nothingNew(Map<String, Object> answer) {
    return Boolean.TRUE.equals(answer.get("replay")) || "failed".equals(answer.get("outcome"));
  }

  /** Nobody can be asked for it; the repeat of what is known is answered all the same. */
  CompletableFuture<Map<String, Object>> refuse(Caller caller, SeraiException reason) {
    return replays.shared(caller, () -> refused(caller, reason));
  }

  /** What is new is refused, never the repeat of what is known. */
  private CompletableFuture<Map<String, Object>> refused(Caller caller, SeraiException reason) {
    return replays.replayOr(caller, () -> CompletableFuture.failedFuture(reason));
  }

  private CompletableFuture<Map<String, Object>> claim(
      Caller caller, Plan plan, Payment blank, int tried) {
    var run = new PlacingRun(tools, plan, blank);
    run.tryNext();
    Denial denial = run.deniedEverywhere();
    if (denial != null) {
      return refused(caller, denial.exceeded());
    }
    Commit.Builder commit = run.commit();
    commit.claim(
        new Claim(caller.requireKey(), blank.id(), blank.id(), caller.fingerprint(), tools.now()));
    if (run.sending() != null) {
      commit.card(plan.card());
    }
    return tools
        .journal()
        .commit(commit.build())
        .whenComplete(
            (result, failure) -> {
              if (result != CommitResult.COMMITTED) {
                run.giveBack();
              }
            })
        .thenCompose(
            result ->
                result == CommitResult.COMMITTED
                    ? proceed(run, plan)
                    : replays.replayOr(caller, () -> claimAgain(caller, plan, blank, tried)));
  }

  private CompletableFuture<Map<String, Object>> claimAgain(
      Caller caller, Plan plan, Payment blank, int tried) {
    if (tried >= MOST_CLAIMS) {
      return CompletableFuture.failedFuture(
          new SeraiException(ErrorCode.OVERLOADED, "the key is being given up; try again"));
    }
    return claim(caller, plan, blank, tried + 1);
  }

  private CompletableFuture<Map<String, Object>> proceed(PlacingRun run, Plan plan) {
    Payment.InFlight attempt = run.sending();
    if (attempt == null) {
      return CompletableFuture.completedFuture(run.answer());
    }
    return tools
        .attempts()
        .send(run.provider(), plan.call(run.payment(), attempt), run.sendBy())
        .thenCompose(outcome -> record(run, plan, attempt, outcome));
  }

  private CompletableFuture<Map<String, Object>> record(
      PlacingRun sent, Plan plan, Payment.InFlight attempt, Outcome outcome) {
    if (outcome.elsewhere()) {
      sent.giveBack();
    }
    var unwritten = new AtomicReference<@Nullable PlacingRun>();
    return persistence
        .untilWritten(
            sent.payment(),
            payment -> {
              var run = new PlacingRun(sent, payment);
              run.ended(attempt, outcome);
              giveBack(unwritten.getAndSet(run));
              return new Persistence.Step<>(run, run.commit().build());
            },
            payment -> payment.inFlight(attempt.attempt()).isPresent())
        .thenCompose(
            written -> {
              if (written != null) {
                return proceed(written, plan);
              }
              giveBack(unwritten.get());
              return overtaken(sent, attempt, outcome);
            });
  }

  private static void giveBack(@Nullable PlacingRun unwritten) {
    if (unwritten != null) {
      unwritten.giveBack();
    }
  }

  /** Another process has taken the attempt over: what it recorded stands. */
  private CompletableFuture<Map<String, Object>> overtaken(
      PlacingRun sent, Payment.InFlight attempt, Outcome outcome) {
    tools.overtaken(sent.payment(), attempt, outcome);
    return tools
        .journal()
        .payment(sent.payment().id())
        .thenApply(payment -> tools.answers().payment(payment.orElseThrow()));
  }

  private Payment blank(Caller caller, Plan plan, Fields fields) {
    var origin = caller.origin(fields, caller.requireKey(), tools.now());
    return Payment.fresh(tools.ids().next("pay_"), origin, plan.operation(), fields.money());
  }
}
