package io.serai.issuing.cards;

import io.serai.issuing.AccountWork;
import io.serai.issuing.AccountWork.ByAccount;
import io.serai.payment.AlarmRaised;
import io.serai.payment.ErrorCode;
import io.serai.payment.Payment;
import io.serai.payment.PaymentState;
import io.serai.payment.SeraiException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Sees to what became of top-ups: what was charged is credited, once, under the payment's own key,
 * whoever asks and however often. What counts is the journal, never what a route says. Nothing
 * blocks.
 */
final class TopUps {

  /** A charge that has not begun by then never will. */
  private static final Duration LONGEST_BEGINNING = Duration.ofDays(1);

  private final TopUpParts parts;

  TopUps(TopUpParts parts) {
    this.parts = parts;
  }

  /** Does what can be done for one by now; the future tells the state in which it is then. */
  CompletableFuture<String> settle(TopUp topUp) {
    if (!topUp.pending()) {
      return CompletableFuture.completedFuture(topUp.state());
    }
    return parts
        .journal()
        .claim(topUp.from().tenant(), topUp.key())
        .thenCompose(
            claim ->
                // The key may be another request's, which the charge was refused for.
                claim.filter(of -> of.fingerprint().equals(topUp.claimedAs())).isEmpty()
                    ? CompletableFuture.completedFuture(Optional.<Payment>empty())
                    : parts.journal().payment(claim.get().paymentId()))
        .thenCompose(
            payment -> payment.map(found -> after(topUp, found)).orElseGet(() -> notBegun(topUp)));
  }

  private CompletableFuture<String> notBegun(TopUp topUp) {
    return topUp.at().plus(LONGEST_BEGINNING).isBefore(parts.clock().instant())
        ? end(topUp, TopUp.FAILED, null, 0)
        : still();
  }

  private CompletableFuture<String> after(TopUp topUp, Payment payment) {
    if (!payment.amount().equals(topUp.amount())) {
      parts
          .alarms()
          .accept(
              new AlarmRaised(
                  "top_up_amount",
                  payment.id(),
                  "the route charged another amount than the top-up "
                      + topUp.id()
                      + " asked for; nothing is credited: refund it, and mend the route"));
      return end(topUp, TopUp.FAILED, payment.id(), 0);
    }
    PaymentState state = payment.state();
    return switch (state) {
      case UNKNOWN, PENDING -> still();
      case DECLINED, EXPIRED, FAILED -> end(topUp, state.word(), payment.id(), 0);
      // Somebody may have credited it, or be about to, and have died before the row said so.
      case REVERSED, REFUNDED -> credit(topUp, payment.id(), 0, state);
      case APPROVED, PARTIALLY_REFUNDED ->
          payment.undone().reserved() > 0 || payment.reversalRequested()
              ? still()
              : credit(topUp, payment.id(), payment.refundable(), PaymentState.REFUNDED);
    };
  }

  /** Credits, or ends it in the state {@code otherwise} if nothing of it was or will be. */
  private CompletableFuture<String> credit(
      TopUp topUp, String payment, long minor, PaymentState otherwise) {
    var work =
        new AccountWork(
            new ByAccount(topUp.account()),
            TopUpStep.key(payment),
            payment,
            null,
            topUp.from(),
            null,
            new TopUpStep(topUp.card(), payment, minor),
            null);
    return parts
        .accounts()
        .get()
        .commit(work)
        .thenCompose(
            done -> {
              if (!done.decision().responseCode().equals("00")) {
                throw new SeraiException(
                    ErrorCode.INTERNAL, "the account of the top-up " + topUp.id() + " is gone");
              }
              long credited = done.decision().approvedMinor();
              return end(
                  topUp, credited > 0 ? TopUp.CREDITED : otherwise.word(), payment, credited);
            });
  }

  private CompletableFuture<String> end(
      TopUp topUp, String state, @Nullable String payment, long minor) {
    return parts
        .workers()
        .run(
            () -> {
              parts.rows().end(topUp, state, payment, minor, parts.clock().instant());
              return state;
            });
  }

  private static CompletableFuture<String> still() {
    return CompletableFuture.completedFuture(TopUp.PENDING);
  }
}
