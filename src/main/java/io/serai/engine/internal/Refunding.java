package io.serai.engine.internal;

import io.serai.journal.Claim;
import io.serai.journal.CommitResult;
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
import java.time.Instant;
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

  CompletableFuture<Map<String, Object>> refund(
      Caller caller, Fields fields, ProviderSet providers) {
    String id = fields.requiredText("payment");
    @Nullable Long wanted = fields.amount("amount");
    String subject = tools.ids().next("re_");
    return replays
        .replay(caller)
        .thenCompose(
            known ->
                known.isPresent()
                    ? CompletableFuture.completedFuture(known.get())
                    : reserve(caller, id, wanted, subject, providers));
  }

  private CompletableFuture<Map<String, Object>> reserve(
      Caller caller, String id, @Nullable Long wanted, String subject, ProviderSet providers) {
    return tools
        .payment(caller.tenant(), id)
        .thenCompose(
            payment -> {
              long minor = allowed(payment, wanted);
              Provider provider = provider(payment, providers);
              Instant now = tools.now();
              var attempt =
                  new Payment.InFlight(
                      payment.attempts() + 1,
                      Operation.REFUND,
                      provider.name(),
                      subject,
                      minor,
                      tools.journal().lease(),
                      now.plus(tools.settings().sendWithin()));
              Payment reserved = payment.begin(attempt).undo(RefundSums.reserve(payment, minor));
              var commit =
                  tools
                      .commit(reserved, provider)
                      .entry(
                          new NewEntry(EventKind.ATTEMPT_STARTED, EventData.Facts.started(attempt)))
                      .claim(new Claim(caller.requireKey(), id, subject, caller.fingerprint(), now))
                      .build();
              return tools
                  .journal()
                  .commit(commit)
                  .thenCompose(
                      result ->
                          after(
                              result,
                              caller,
                              id,
                              wanted,
                              subject,
                              providers,
                              commit.payment(),
                              attempt,
                              provider));
            });
  }

  private CompletableFuture<Map<String, Object>> after(
      CommitResult result,
      Caller caller,
      String id,
      @Nullable Long wanted,
      String subject,
      ProviderSet providers,
      Payment payment,
      Payment.InFlight attempt,
      Provider provider) {
    return switch (result) {
      case COMMITTED -> send(caller, payment, attempt, provider);
      case STALE -> reserve(caller, id, wanted, subject, providers);
      case CLAIM_TAKEN -> replays.replay(caller).thenApply(known -> known.orElseThrow());
    };
  }

  private CompletableFuture<Map<String, Object>> send(
      Caller caller, Payment payment, Payment.InFlight attempt, Provider provider) {
    ProviderCall call = call(payment, attempt);
    CompletableFuture<Outcome> outcome =
        provider.rail() instanceof DecidingRail inside
            ? CompletableFuture.completedFuture(inside.decide(call))
            : tools.attempts().send(provider, call, attempt.sendBy());
    return outcome.thenCompose(what -> record(caller, payment, attempt, provider, what));
  }

  private CompletableFuture<Map<String, Object>> record(
      Caller caller, Payment sent, Payment.InFlight attempt, Provider provider, Outcome outcome) {
    Map<String, Object> answer =
        tools.answers().refund(sent, attempt, tools.now().toString(), outcome);
    boolean settled = outcome.kind() != Outcome.Kind.UNKNOWN && !outcome.elsewhere();
    return persistence
        .untilWritten(
            sent,
            payment -> {
              Payment ended =
                  RefundSums.settle(payment.end(attempt.attempt()), attempt.minor(), outcome);
              var commit =
                  tools
                      .commit(ended, provider)
                      .entry(
                          new NewEntry(
                              EventKind.ATTEMPT_ENDED,
                              EventData.Facts.ended(attempt, outcome),
                              settled ? tools.answers().write(answer) : null,
                              settled ? attempt.subject() : null));
              if (outcome.kind() == Outcome.Kind.UNKNOWN) {
                commit.followUp(owed(payment, attempt));
              }
              if (outcome.elsewhere()) {
                commit.release(caller.requireKey());
              }
              return new Persistence.Step<>(answer, commit.build());
            },
            payment -> payment.inFlight(attempt.attempt()).isPresent())
        .thenApply(written -> written == null ? answer : written);
  }

  private FollowUp owed(Payment payment, Payment.InFlight attempt) {
    return new FollowUp(
        payment.id(),
        attempt.attempt(),
        attempt.operation(),
        attempt.provider(),
        attempt.subject(),
        attempt.minor(),
        tools.now());
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
        payment.origin().reference());
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
