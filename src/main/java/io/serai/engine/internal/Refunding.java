package io.serai.engine.internal;

import io.serai.journal.Claim;
import io.serai.journal.FollowUp;
import io.serai.journal.NewEntry;
import io.serai.payment.ErrorCode;
import io.serai.payment.EventData;
import io.serai.payment.EventKind;
import io.serai.payment.Operation;
import io.serai.payment.Outcome;
import io.serai.payment.Payment;
import io.serai.payment.PaymentState;
import io.serai.payment.RefundSums;
import io.serai.payment.SeraiException;
import io.serai.provider.DecidingRail;
import io.serai.provider.Provider;
import io.serai.provider.ProviderCall;
import io.serai.provider.ProviderSet;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Gives money back, at the provider that took it; never more than was taken, however many ask at
 * once, since each refund reserves its amount in the commit of its intent.
 */
final class Refunding {

  private final Tools tools;
  private final Replays replays;
  private final Persistence persistence;

  Refunding(Tools tools, Replays replays, Persistence persistence) {
    this.tools = tools;
    this.replays = replays;
    this.persistence = persistence;
  }

  /** What a caller wants back; all that is left where no amount is given. */
  private record Wanted(
      Caller caller, String payment, @Nullable Long minor, String subject, ProviderSet providers) {}

  /** A refund whose intent is on disk. */
  private record Reserved(Payment payment, Payment.InFlight attempt, Provider provider) {}

  CompletableFuture<Map<String, Object>> refund(
      Caller caller, Fields fields, ProviderSet providers) {
    var wanted =
        new Wanted(
            caller,
            fields.requiredText("payment"),
            fields.amount("amount"),
            tools.ids().next("re_"),
            providers);
    return replays
        .replay(caller)
        .thenCompose(
            known ->
                known.isPresent()
                    ? CompletableFuture.completedFuture(known.get())
                    : reserve(wanted));
  }

  private CompletableFuture<Map<String, Object>> reserve(Wanted wanted) {
    return tools
        .payment(wanted.caller().tenant(), wanted.payment())
        .thenCompose(payment -> reserve(wanted, payment));
  }

  private CompletableFuture<Map<String, Object>> reserve(Wanted wanted, Payment payment) {
    long minor = allowed(payment, wanted.minor());
    Provider provider = provider(payment, wanted.providers());
    var attempt =
        new Payment.InFlight(
            payment.attempts() + 1,
            Operation.REFUND,
            provider.name(),
            wanted.subject(),
            minor,
            tools.journal().lease(),
            tools.now().plus(tools.settings().sendWithin()));
    Caller caller = wanted.caller();
    var commit =
        tools
            .commit(payment.begin(attempt).undo(RefundSums.reserve(payment, minor)), provider)
            .entry(new NewEntry(EventKind.ATTEMPT_STARTED, EventData.Facts.started(attempt)))
            .claim(
                new Claim(
                    caller.requireKey(),
                    payment.id(),
                    wanted.subject(),
                    caller.fingerprint(),
                    tools.now()))
            .build();
    return tools
        .journal()
        .commit(commit)
        .thenCompose(
            result ->
                switch (result) {
                  case COMMITTED -> send(caller, new Reserved(commit.payment(), attempt, provider));
                  case STALE -> reserve(wanted);
                  case CLAIM_TAKEN ->
                      replays.replay(caller).thenApply(known -> known.orElseThrow());
                });
  }

  private CompletableFuture<Map<String, Object>> send(Caller caller, Reserved refund) {
    ProviderCall call = call(refund.payment(), refund.attempt());
    return outcome(refund, call).thenCompose(what -> record(caller, refund, what));
  }

  private CompletableFuture<Outcome> outcome(Reserved refund, ProviderCall call) {
    if (refund.provider().rail() instanceof DecidingRail inside) {
      return CompletableFuture.completedFuture(inside.decide(call));
    }
    return tools.attempts().bypasses(refund.provider(), call.key())
        ? CompletableFuture.completedFuture(new Outcome.NotSent("bypassed"))
        : tools.attempts().send(refund.provider(), call, refund.attempt().sendBy());
  }

  private CompletableFuture<Map<String, Object>> record(
      Caller caller, Reserved refund, Outcome outcome) {
    Payment.InFlight attempt = refund.attempt();
    Map<String, Object> answer =
        tools.answers().refund(refund.payment(), attempt, tools.now().toString(), outcome);
    return persistence
        .untilWritten(
            refund.payment(),
            payment -> ended(caller, refund, payment, outcome, answer),
            payment -> payment.inFlight(attempt.attempt()).isPresent())
        .thenApply(written -> written == null ? answer : written);
  }

  private Persistence.Step<Map<String, Object>> ended(
      Caller caller,
      Reserved refund,
      Payment payment,
      Outcome outcome,
      Map<String, Object> answer) {
    Payment.InFlight attempt = refund.attempt();
    Payment ended = RefundSums.settle(payment.end(attempt.attempt()), attempt.minor(), outcome);
    boolean settled =
        !outcome.elsewhere()
            && (outcome.kind() == Outcome.Kind.APPROVED || outcome.kind() == Outcome.Kind.DECLINED);
    var commit =
        tools
            .commit(ended, refund.provider())
            .entry(
                new NewEntry(
                    EventKind.ATTEMPT_ENDED,
                    EventData.Facts.ended(attempt, outcome),
                    settled ? tools.answers().write(answer) : null,
                    settled ? attempt.subject() : null));
    if (outcome.kind() == Outcome.Kind.UNKNOWN) {
      commit.followUp(FollowUp.after(payment.id(), attempt, tools.now()));
    }
    if (outcome.elsewhere()) {
      commit.release(caller.requireKey());
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
        false);
  }

  private static long allowed(Payment payment, @Nullable Long wanted) {
    if (payment.state() == PaymentState.REFUNDED) {
      throw exceeds(payment, 0);
    }
    if ((payment.state() != PaymentState.APPROVED
            && payment.state() != PaymentState.PARTIALLY_REFUNDED)
        || payment.reversalRequested()) {
      throw new SeraiException(
          ErrorCode.STATE_CONFLICT,
          "a payment that is " + payment.state().word() + " cannot be refunded");
    }
    long left = payment.refundable();
    long minor = wanted == null ? left : wanted;
    if (minor > left || minor <= 0) {
      throw exceeds(payment, left);
    }
    return minor;
  }

  private static SeraiException exceeds(Payment payment, long left) {
    return new SeraiException(
        ErrorCode.REFUND_EXCEEDS_CHARGE,
        "amount",
        "amount: at most " + Answers.part(payment, left) + " is left to refund",
        null);
  }

  private static Provider provider(Payment payment, ProviderSet providers) {
    Provider provider = providers.get(Objects.requireNonNull(payment.placement()).provider());
    if (!provider.definition().can(Operation.REFUND)) {
      throw new SeraiException(
          ErrorCode.OPERATION_NOT_SUPPORTED, provider.name() + " cannot refund");
    }
    return provider;
  }
}
