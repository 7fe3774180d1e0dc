package io.serai.engine.internal;

import io.serai.journal.Claim;
import io.serai.journal.Commit;
import io.serai.journal.CommitResult;
import io.serai.journal.NewEntry;
import io.serai.payment.ErrorCode;
import io.serai.payment.EventData;
import io.serai.payment.EventKind;
import io.serai.payment.Operation;
import io.serai.payment.Payment;
import io.serai.payment.PaymentState;
import io.serai.payment.SeraiException;
import io.serai.provider.ProviderSet;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * The ordinary cancel of a whole payment by its id, idempotent by the caller's key (S3.1). Money
 * that was taken is given back by a refund of all of it, where the provider can; whatever else
 * stands is taken back as by a reversal: recorded and acknowledged at once, carried out however
 * long that takes.
 */
final class Cancelling {

  private final Tools tools;
  private final Replays replays;
  private final Refunding refunding;
  private final Reversing reversing;

  Cancelling(Tools tools, Replays replays, Refunding refunding, Reversing reversing) {
    this.tools = tools;
    this.replays = replays;
    this.refunding = refunding;
    this.reversing = reversing;
  }

  /** A request that names a merchant cancels that merchant's payments only. */
  CompletableFuture<Map<String, Object>> cancel(
      Caller caller, Fields fields, ProviderSet providers) {
    String id = fields.requiredText("payment");
    return replays.replayOr(
        caller,
        () ->
            tools
                .payment(caller.tenant(), id)
                .thenCompose(payment -> cancel(caller, fields, providers, payment)));
  }

  private CompletableFuture<Map<String, Object>> cancel(
      Caller caller, Fields fields, ProviderSet providers, Payment payment) {
    String merchant = fields.text("merchant");
    if (merchant != null && !merchant.equals(payment.origin().merchant())) {
      throw new SeraiException(ErrorCode.PAYMENT_NOT_FOUND, "there is no such payment");
    }
    refuse(payment);
    if (payment.reversalRequested() || payment.state() == PaymentState.REVERSED) {
      return CompletableFuture.completedFuture(answer(payment, id(), tools.now()));
    }
    return refunds(payment, providers)
        ? refunding.refundAll(caller, payment.id(), providers)
        : takeBack(caller, fields, providers, payment);
  }

  private static void refuse(Payment payment) {
    switch (payment.state()) {
      case DECLINED, EXPIRED, FAILED ->
          throw conflict(payment, "cannot be cancelled: nothing was charged");
      case REFUNDED, PARTIALLY_REFUNDED -> throw conflict(payment, "cannot be cancelled");
      case APPROVED -> {
        if (Reversing.givenBack(payment)) {
          throw new SeraiException(
              ErrorCode.STATE_CONFLICT, "a refund of it is under way; it cannot be cancelled");
        }
      }
      case UNKNOWN, PENDING, REVERSED -> {
        // What is unknown is taken back, what is reversed is cancelled already.
      }
    }
  }

  private static SeraiException conflict(Payment payment, String why) {
    return new SeraiException(
        ErrorCode.STATE_CONFLICT, "a payment that is " + payment.state().word() + " " + why);
  }

  private static boolean refunds(Payment payment, ProviderSet providers) {
    Payment.Placement placed = payment.placement();
    return payment.state() == PaymentState.APPROVED
        && payment.kind() == Operation.CHARGE
        && placed != null
        && providers.get(placed.provider()).definition().can(Operation.REFUND);
  }

  private CompletableFuture<Map<String, Object>> takeBack(
      Caller caller, Fields fields, ProviderSet providers, Payment payment) {
    String subject = id();
    Instant at = Refunding.createdAt(tools);
    Map<String, Object> answer = answer(payment, subject, at);
    Commit commit =
        reversing
            .requested(
                payment,
                new NewEntry(
                    EventKind.REVERSAL_REQUESTED,
                    EventData.Facts.NONE,
                    tools.answers().write(answer),
                    subject))
            .claim(new Claim(caller.requireKey(), payment.id(), subject, caller.fingerprint(), at))
            .build();
    return tools
        .journal()
        .commit(commit)
        .thenCompose(
            result ->
                result == CommitResult.COMMITTED
                    ? CompletableFuture.completedFuture(answer)
                    : cancel(caller, fields, providers));
  }

  private String id() {
    return tools.ids().next("ca_");
  }

  private static Map<String, Object> answer(Payment payment, String subject, Instant at) {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("id", subject);
    answer.put("payment", payment.id());
    answer.put("state", "succeeded");
    answer.put("amount", payment.amount().minor());
    answer.put("currency", payment.amount().currency().alphabetic());
    Payment.Placement placed = payment.placement();
    if (placed != null) {
      answer.put("provider", placed.provider());
    }
    answer.put("created_at", at.toString());
    answer.put("outcome", "approved");
    answer.put("code", "reversed");
    return answer;
  }
}
