package io.serai.engine.internal;

import io.serai.engine.internal.caps.Denial;
import io.serai.engine.internal.caps.Party;
import io.serai.engine.internal.caps.Permit;
import io.serai.engine.internal.caps.Verdict;
import io.serai.journal.Claim;
import io.serai.journal.NewEntry;
import io.serai.payment.ErrorCode;
import io.serai.payment.EventData;
import io.serai.payment.EventKind;
import io.serai.payment.Operation;
import io.serai.payment.Payment;
import io.serai.payment.PaymentState;
import io.serai.payment.RefundSums;
import io.serai.payment.SendBy;
import io.serai.payment.SeraiException;
import io.serai.provider.Provider;
import io.serai.provider.ProviderSet;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
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
  private final RefundSending sending;
  private final QueuedRefunds queued;

  Refunding(Tools tools, Replays replays, RefundSending sending, QueuedRefunds queued) {
    this.tools = tools;
    this.replays = replays;
    this.sending = sending;
    this.queued = queued;
  }

  /**
   * What a caller wants back.
   *
   * @param minor how much; all that is left where no amount is given
   * @param subject the id of the refund to be
   * @param mayQueue whether it may be accepted past a cap
   */
  record Wanted(
      Caller caller,
      String payment,
      @Nullable Long minor,
      String subject,
      ProviderSet providers,
      boolean mayQueue) {}

  CompletableFuture<Map<String, Object>> refund(
      Caller caller, Fields fields, ProviderSet providers) {
    return refund(
        new Wanted(
            caller,
            fields.requiredText("payment"),
            fields.amount("amount"),
            tools.ids().next("re_"),
            providers,
            true));
  }

  /** All that is left of a payment, for a caller that asks again itself when a cap has no room. */
  CompletableFuture<Map<String, Object>> refundAll(
      Caller caller, String payment, ProviderSet providers) {
    return refund(new Wanted(caller, payment, null, tools.ids().next("re_"), providers, false));
  }

  CompletableFuture<Map<String, Object>> carryOut(
      Caller caller, String payment, String subject, ProviderSet providers) {
    return queued.carryOut(caller, payment, subject, providers);
  }

  private CompletableFuture<Map<String, Object>> refund(Wanted wanted) {
    return replays.replayOr(wanted.caller(), () -> reserve(wanted));
  }

  private CompletableFuture<Map<String, Object>> reserve(Wanted wanted) {
    return tools
        .payment(wanted.caller().tenant(), wanted.payment())
        .thenCompose(payment -> reserve(wanted, payment));
  }

  private CompletableFuture<Map<String, Object>> reserve(Wanted wanted, Payment payment) {
    long minor = allowed(payment, wanted.minor());
    Provider provider = provider(payment, wanted.providers());
    Verdict verdict = take(tools, wanted.caller(), payment, minor, provider);
    if (verdict instanceof Denial denial) {
      return wanted.mayQueue() && denial.queues()
          ? queued
              .queue(wanted, payment, minor, provider, denial)
              .thenCompose(after -> finish(wanted, after))
          : CompletableFuture.failedFuture(denial.exceeded());
    }
    var permit = (Permit) verdict;
    Caller caller = wanted.caller();
    Instant createdAt = createdAt(tools);
    SendBy sendBy = tools.sendBy(provider);
    Payment.InFlight attempt = sending.attempt(payment, provider, wanted.subject(), minor, sendBy);
    var commit =
        tools
            .commit(
                payment.begin(attempt).undo(RefundSums.reserve(payment, minor)),
                provider,
                createdAt)
            .entry(new NewEntry(EventKind.ATTEMPT_STARTED, EventData.Facts.started(attempt)))
            .claim(claim(wanted, payment, createdAt))
            .build();
    return sending.begin(
        commit,
        new RefundSending.Reserved(
            commit.payment(), attempt, provider, sendBy, permit, createdAt, caller.requireKey()),
        result -> finish(wanted, new QueuedRefunds.Written(result, Map.of())));
  }

  private CompletableFuture<Map<String, Object>> finish(
      Wanted wanted, QueuedRefunds.Written written) {
    return switch (written.result()) {
      case COMMITTED -> CompletableFuture.completedFuture(written.answer());
      case STALE -> reserve(wanted);
      case CLAIM_TAKEN -> replays.replay(wanted.caller()).thenApply(known -> known.orElseThrow());
    };
  }

  /** When a refund is made, as its key will always tell it: as exactly as PostgreSQL keeps it. */
  static Instant createdAt(Tools tools) {
    return tools.now().truncatedTo(ChronoUnit.MICROS);
  }

  static Claim claim(Wanted wanted, Payment payment, Instant createdAt) {
    Caller caller = wanted.caller();
    return new Claim(
        caller.requireKey(), payment.id(), wanted.subject(), caller.fingerprint(), createdAt);
  }

  /** Counts a refund for its tenant, its route and its provider. */
  static Verdict take(Tools tools, Caller caller, Payment payment, long minor, Provider provider) {
    return tools
        .caps()
        .take(
            Operation.REFUND,
            Answers.part(payment, minor),
            Party.tenant(caller.tenant()),
            Party.route(caller.routeId()),
            Party.provider(provider.name(), provider.definition().zone()));
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

  static Provider provider(Payment payment, ProviderSet providers) {
    Provider provider = providers.get(Objects.requireNonNull(payment.placement()).provider());
    if (!provider.definition().can(Operation.REFUND)) {
      throw new SeraiException(
          ErrorCode.OPERATION_NOT_SUPPORTED,
          "provider: "
              + provider.name()
              + " took the money and cannot refund; give it back outside the hub");
    }
    return provider;
  }
}
