package io.serai.issuing.internal;

import io.serai.issuing.AccountWork;
import io.serai.issuing.CardAccounts;
import io.serai.issuing.CardDecision;
import io.serai.payment.ErrorCode;
import io.serai.payment.SeraiException;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Answers by rule what could not be answered in time (S4.6), so that under load not everything
 * times out. A step with a time by which it must be answered is let in only where what waits before
 * it leaves it the time; else its stand-in step goes ahead of what waits; else it is declined with
 * 91 at once, which is written down afterwards. What comes to its turn after its time is not
 * decided: it is written down as discarded, and its future completes with a decline whose reason is
 * {@code discarded}, which nobody has to send. Steps without a time are always let in.
 */
final class StandingIn implements CardAccounts {

  private final QueuedAccounts accounts;
  private final RecentKeys recent;
  private final Declines declines;
  private final Reach reach;
  private final WithoutDatabase withoutDatabase;
  private final StandInCounts counts;
  private final Clock clock;
  private final Duration margin;

  StandingIn(
      QueuedAccounts accounts,
      RecentKeys recent,
      Declines declines,
      Reach reach,
      WithoutDatabase withoutDatabase,
      StandInCounts counts,
      Clock clock,
      Duration margin) {
    this.accounts = accounts;
    this.recent = recent;
    this.declines = declines;
    this.reach = reach;
    this.withoutDatabase = withoutDatabase;
    this.counts = counts;
    this.clock = clock;
    this.margin = margin;
  }

  @Override
  public CompletableFuture<Done> commit(AccountWork work) {
    if (work.answerBy() == null) {
      return accounts.commit(work).whenComplete((done, failure) -> recent.forgetNamed(work));
    }
    var answer = new CompletableFuture<Done>();
    CompletableFuture<Done> first = recent.enter(work, answer);
    if (first != null) {
      return repeated(work, first);
    }
    var unused =
        decide(work)
            .whenComplete(
                (done, failure) -> {
                  if (failure == null) {
                    answer.complete(done);
                  } else {
                    recent.forget(work);
                    answer.completeExceptionally(cause(failure));
                  }
                });
    return answer;
  }

  /** Where there is time the claims are asked: the first may have been taken back since. */
  private CompletableFuture<Done> repeated(AccountWork work, CompletableFuture<Done> first) {
    if (!first.isDone()
        || first.isCompletedExceptionally()
        || reach.away()
        || !inTime(work, false)) {
      return first;
    }
    return accounts.commit(work).exceptionallyCompose(failure -> first);
  }

  private CompletableFuture<Done> decide(AccountWork work) {
    if (reach.away()) {
      return byRule(work);
    }
    if (inTime(work, false)) {
      return watched(work, accounts.commit(work));
    }
    if (work.standIn() != null && inTime(work, true)) {
      AccountWork instead = instead(work);
      return watched(instead, accounts.commitAhead(instead).thenApply(this::countStandIn));
    }
    return byRule(work);
  }

  private boolean inTime(AccountWork work, boolean ahead) {
    Duration left = Duration.between(clock.instant(), work.answerBy()).minus(margin);
    return !left.isNegative() && accounts.outlookNanos(work, ahead) <= left.toNanos();
  }

  private static AccountWork instead(AccountWork work) {
    return new AccountWork(
        work.subject(),
        work.key(),
        work.fingerprint(),
        work.holdRef(),
        work.origin(),
        work.answerBy(),
        Objects.requireNonNull(work.standIn()),
        work.standIn(),
        work.atOnce());
  }

  /** What was let in and finds no room or no database after all is answered by rule as well. */
  private CompletableFuture<Done> watched(AccountWork work, CompletableFuture<Done> committed) {
    return committed
        .thenApply(this::countDiscard)
        .exceptionallyCompose(
            failure -> {
              Throwable cause = cause(failure);
              if (cause instanceof SeraiException e && nothingWritten(e)) {
                return byRule(work);
              }
              return CompletableFuture.failedFuture(cause);
            });
  }

  private boolean nothingWritten(SeraiException e) {
    if (e.code() == ErrorCode.JOURNAL_UNAVAILABLE) {
      reach.lost();
      return true;
    }
    return e.code() == ErrorCode.OVERLOADED;
  }

  private CompletableFuture<Done> byRule(AccountWork work) {
    // What was in doubt for long is not approved any more: nobody would hear of it.
    if (reach.away() && clock.instant().isBefore(work.answerBy())) {
      CompletableFuture<Done> approved = withoutDatabase.approve(work);
      if (approved != null) {
        return approved
            .thenApply(this::countStandIn)
            .exceptionallyCompose(failure -> declined(work));
      }
    }
    return declined(work);
  }

  private CompletableFuture<Done> declined(AccountWork work) {
    counts.declined().increment();
    declines.record(work);
    AccountWork.AtOnce atOnce = work.atOnce();
    CardDecision told = atOnce == null ? ByRule.DECLINED : atOnce.decision();
    return CompletableFuture.completedFuture(new Done(told, false));
  }

  private Done countDiscard(Done done) {
    if (!done.replay() && done.decision().reason().equals(Discard.REASON)) {
      counts.discarded().increment();
    }
    return done;
  }

  private Done countStandIn(Done done) {
    if (done.replay() || done.decision().reason().equals(Discard.REASON)) {
      return done;
    }
    if (done.decision().approved()) {
      counts.approved().increment();
    } else {
      counts.declined().increment();
    }
    return done;
  }

  private static Throwable cause(Throwable failure) {
    return failure instanceof CompletionException && failure.getCause() != null
        ? failure.getCause()
        : failure;
  }
}
