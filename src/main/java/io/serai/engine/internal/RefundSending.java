package io.serai.engine.internal;

import io.serai.engine.internal.caps.Permit;
import io.serai.journal.Commit;
import io.serai.journal.CommitResult;
import io.serai.journal.FollowUp;
import io.serai.journal.NewEntry;
import io.serai.payment.EventData;
import io.serai.payment.EventKind;
import io.serai.payment.Operation;
import io.serai.payment.Outcome;
import io.serai.payment.Payment;
import io.serai.payment.RefundSums;
import io.serai.payment.SendBy;
import io.serai.provider.DecidingRail;
import io.serai.provider.Provider;
import io.serai.provider.ProviderCall;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Sends refunds whose intent is on disk, and writes what became of them. */
final class RefundSending {

  private final Tools tools;
  private final Persistence persistence;

  RefundSending(Tools tools, Persistence persistence) {
    this.tools = tools;
    this.persistence = persistence;
  }

  /**
   * A refund and what it needs to be sent once its intent is on disk.
   *
   * @param payment the payment with the refund under way
   * @param sendBy until when it may be sent
   * @param createdAt when it was accepted, which is told however often and whenever it is asked for
   * @param key the key to give up if the provider provably does nothing; null for a refund that was
   *     queued, which then waits to be sent again
   */
  record Reserved(
      Payment payment,
      Payment.InFlight attempt,
      Provider provider,
      SendBy sendBy,
      Permit permit,
      Instant createdAt,
      @Nullable String key) {}

  /** The attempt that gives back so much of a payment. */
  Payment.InFlight attempt(
      Payment payment, Provider provider, String subject, long minor, SendBy sendBy) {
    return new Payment.InFlight(
        payment.attempts() + 1,
        Operation.REFUND,
        provider.name(),
        subject,
        minor,
        tools.journal().lease(),
        sendBy.at(),
        false,
        0,
        provider.rail().trace());
  }

  /**
   * Writes the intent and sends it.
   *
   * @param intent the commit that makes the refund valid
   * @param refund that refund; its permit is given back if the commit is not taken
   * @param otherwise what is done after a commit that was not taken
   */
  CompletableFuture<Map<String, Object>> begin(
      Commit intent,
      Reserved refund,
      Function<CommitResult, CompletableFuture<Map<String, Object>>> otherwise) {
    return tools
        .journal()
        .commit(intent)
        .whenComplete(
            (result, failure) -> {
              if (result != CommitResult.COMMITTED) {
                refund.permit().giveBack();
              }
            })
        .thenCompose(
            result -> result == CommitResult.COMMITTED ? send(refund) : otherwise.apply(result));
  }

  private CompletableFuture<Map<String, Object>> send(Reserved refund) {
    ProviderCall call = call(refund.payment(), refund.attempt());
    return outcome(refund, call).thenCompose(what -> record(refund, what));
  }

  private CompletableFuture<Outcome> outcome(Reserved refund, ProviderCall call) {
    if (refund.provider().rail() instanceof DecidingRail inside) {
      return CompletableFuture.completedFuture(inside.decide(call));
    }
    return tools.attempts().bypasses(refund.provider(), call.key())
        ? CompletableFuture.completedFuture(new Outcome.NotSent("bypassed"))
        : tools.attempts().send(refund.provider(), call, refund.sendBy());
  }

  private CompletableFuture<Map<String, Object>> record(Reserved refund, Outcome outcome) {
    if (outcome.elsewhere()) {
      refund.permit().giveBack();
    }
    Payment.InFlight attempt = refund.attempt();
    Map<String, Object> answer =
        tools.answers().refund(refund.payment(), attempt, refund.createdAt().toString(), outcome);
    return persistence
        .untilWritten(
            refund.payment(),
            payment -> ended(refund, payment, outcome, answer),
            payment -> payment.inFlight(attempt.attempt()).isPresent())
        .thenApply(
            written -> {
              if (written == null) {
                tools.overtaken(refund.payment(), attempt, outcome);
              }
              return written == null ? answer : written;
            });
  }

  private Persistence.Step<Map<String, Object>> ended(
      Reserved refund, Payment payment, Outcome outcome, Map<String, Object> answer) {
    Payment.InFlight attempt = refund.attempt();
    String key = refund.key();
    boolean waits = outcome.elsewhere() && key == null;
    Payment over = payment.end(attempt.attempt());
    boolean settled =
        !outcome.elsewhere()
            && (outcome.kind() == Outcome.Kind.APPROVED || outcome.kind() == Outcome.Kind.DECLINED);
    Commit.Builder commit =
        tools
            .commit(
                waits ? over : RefundSums.settle(over, attempt.minor(), outcome), refund.provider())
            .entry(
                new NewEntry(
                    EventKind.ATTEMPT_ENDED,
                    EventData.Facts.ended(attempt, outcome),
                    settled ? tools.answers().write(answer) : null,
                    settled ? attempt.subject() : null));
    if (outcome.kind() == Outcome.Kind.UNKNOWN) {
      commit.followUp(FollowUp.after(payment.id(), attempt, tools.now()));
    }
    if (waits) {
      commit.entry(QueuedRefunds.entry(attempt, outcome.code()));
    } else if (outcome.elsewhere() && key != null) {
      commit.release(key);
    }
    return new Persistence.Step<>(answer, commit.build());
  }

  private static ProviderCall call(Payment payment, Payment.InFlight attempt) {
    Payment.Placement placed = Objects.requireNonNull(payment.placement());
    return new ProviderCall(
        Operation.REFUND,
        payment.id(),
        payment.providerKey(attempt.attempt()),
        placed.key(),
        placed.reference(),
        Answers.part(payment, attempt.minor()),
        payment.origin().merchant(),
        payment.origin().method(),
        null,
        payment.origin().reference(),
        attempt.attempt(),
        false,
        ProviderCall.OnLink.about(attempt.trace(), payment.kind(), placed.trace()));
  }
}
