package io.serai.issuing.cards;

import io.serai.issuing.AccountWork;
import io.serai.issuing.AccountWork.ByAccount;
import io.serai.issuing.CardDecision;
import io.serai.payment.AlarmRaised;
import io.serai.payment.ErrorCode;
import io.serai.payment.Money;
import io.serai.payment.Payment;
import io.serai.payment.SeraiException;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

/**
 * Sees to credited top-ups whose charge was given back since, wholly or in part: the same leaves
 * the account, once, whoever asks and however often. What counts is the journal. Nothing blocks.
 */
final class TopUpRefunds {

  private final TopUpParts parts;

  TopUpRefunds(TopUpParts parts) {
    this.parts = parts;
  }

  /** Takes what is to be taken by now; the future ends when the row says so. */
  CompletableFuture<String> settle(TopUp topUp) {
    String id = Objects.requireNonNull(topUp.payment(), "a credit without a payment");
    return parts
        .journal()
        .payment(id)
        .thenCompose(
            payment -> {
              long kept = payment.map(TopUpRefunds::kept).orElse(topUp.credit().minor());
              return takeBack(
                  topUp, id, topUp.credit().takenBackMinor(), topUp.credit().minor() - kept);
            });
  }

  /** What of a charge was not given back; a refund that is under way may still be refused. */
  private static long kept(Payment payment) {
    return switch (payment.state()) {
      case REVERSED, REFUNDED -> 0;
      case UNKNOWN, PENDING, APPROVED, PARTIALLY_REFUNDED, DECLINED, EXPIRED, FAILED ->
          Math.addExact(payment.refundable(), payment.undone().reserved());
    };
  }

  private CompletableFuture<String> takeBack(TopUp topUp, String payment, long taken, long owed) {
    if (taken >= owed) {
      return parts
          .workers()
          .run(
              () -> {
                parts.rows().seen(topUp);
                return topUp.state();
              });
    }
    var work =
        new AccountWork(
            new ByAccount(topUp.account()),
            TopUpRefundStep.key(payment, taken),
            payment,
            null,
            topUp.from(),
            null,
            new TopUpRefundStep(topUp.card(), payment, taken, owed - taken),
            null);
    return parts
        .accounts()
        .get()
        .commit(work)
        .thenCompose(done -> took(topUp, payment, taken, done.decision()))
        .thenCompose(now -> takeBack(topUp, payment, now, owed));
  }

  /** Notes what left the account, which may be what another process took. */
  private CompletableFuture<Long> took(
      TopUp topUp, String payment, long before, CardDecision decision) {
    if (!decision.responseCode().equals("00")) {
      throw new SeraiException(
          ErrorCode.INTERNAL, "the account of the top-up " + topUp.id() + " is gone");
    }
    long minor = decision.approvedMinor();
    Long available = decision.availableMinor();
    if (available != null && available < 0) {
      parts.alarms().accept(overdrawn(topUp, payment, minor, available));
    }
    return parts
        .workers()
        .run(
            () -> {
              parts.rows().tookBack(topUp, before, before + minor, parts.clock().instant());
              return before + minor;
            });
  }

  private static AlarmRaised overdrawn(
      TopUp topUp, String payment, long minor, long availableMinor) {
    var currency = topUp.amount().currency();
    return new AlarmRaised(
        "top_up_overdrawn",
        topUp.account(),
        "the refund of "
            + payment
            + " took "
            + new Money(minor, currency)
            + " from the account, of which some was spent: "
            + new Money(-availableMinor, currency)
            + " are missing; claim them from the holder of "
            + topUp.card());
  }
}
