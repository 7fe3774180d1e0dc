package io.serai.engine.internal;

import io.serai.journal.Claim;
import io.serai.journal.Commit;
import io.serai.journal.CommitResult;
import io.serai.journal.FollowUp;
import io.serai.journal.NewEntry;
import io.serai.payment.ErrorCode;
import io.serai.payment.EventData;
import io.serai.payment.EventKind;
import io.serai.payment.Operation;
import io.serai.payment.Payment;
import io.serai.payment.PaymentState;
import io.serai.payment.SeraiException;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

/**
 * Takes back what a caller asked for: recorded and acknowledged at once, carried out by the
 * follow-up that is written in the same commit, however long that takes (I3).
 */
final class Reversing {

  private static final String NO_ORIGINAL_CODE = "25";
  private static final String ACKNOWLEDGED = "00";

  private final Tools tools;
  private final Persistence persistence;

  Reversing(Tools tools, Persistence persistence) {
    this.tools = tools;
    this.persistence = persistence;
  }

  /** Takes back the payment that was made under another key of the same tenant. */
  CompletableFuture<Map<String, Object>> reverse(Caller caller, Fields fields) {
    String originalKey = fields.requiredText("original_key");
    Long replacement = fields.amount("replacement_amount");
    if (replacement != null) {
      return CompletableFuture.failedFuture(
          new SeraiException(
              ErrorCode.OPERATION_NOT_SUPPORTED,
              "replacement_amount",
              "replacement_amount: partial reversals are not supported; send a full one",
              null));
    }
    return tools
        .journal()
        .claim(caller.tenant(), originalKey)
        .thenCompose(
            claim ->
                claim.isEmpty()
                    ? remember(caller, fields, originalKey)
                    : found(caller, claim.get()));
  }

  /** Takes back an approval that nobody heard of; false if there was nothing left to take back. */
  CompletableFuture<Boolean> takeBack(String paymentId) {
    return persistence
        .untilWritten(
            paymentId,
            payment -> new Persistence.Step<>(true, requested(payment)),
            payment ->
                !payment.reversalRequested() && !nothingToUndo(payment) && !givenBack(payment))
        .thenApply(written -> written != null);
  }

  private CompletableFuture<Map<String, Object>> found(Caller caller, Claim claim) {
    return tools
        .payment(caller.tenant(), claim.paymentId())
        .thenCompose(
            payment ->
                claim.fingerprint().equals(Replays.TAKEN_BACK)
                    ? CompletableFuture.completedFuture(noOriginal(payment))
                    : request(payment));
  }

  private CompletableFuture<Map<String, Object>> request(Payment payment) {
    if (payment.reversalRequested() || nothingToUndo(payment)) {
      return CompletableFuture.completedFuture(acknowledged(payment));
    }
    if (givenBack(payment)) {
      return CompletableFuture.failedFuture(
          new SeraiException(
              ErrorCode.STATE_CONFLICT, "a payment with refunds cannot be reversed"));
    }
    Commit commit = requested(payment);
    return tools
        .journal()
        .commit(commit)
        .thenCompose(
            result ->
                result == CommitResult.COMMITTED
                    ? CompletableFuture.completedFuture(acknowledged(commit.payment()))
                    : tools
                        .payment(payment.origin().tenant(), payment.id())
                        .thenCompose(this::request));
  }

  private Commit requested(Payment payment) {
    return requested(payment, new NewEntry(EventKind.REVERSAL_REQUESTED, EventData.Facts.NONE))
        .build();
  }

  /** The commit that has the payment undone, with the entry that says so. */
  Commit.Builder requested(Payment payment, NewEntry entry) {
    Commit.Builder commit = tools.commit(payment.requestReversal()).entry(entry);
    // What is under way or unknown is undone on its outcome.
    boolean waitsForNobodyHere =
        payment.state() == PaymentState.PENDING && payment.inFlight().isEmpty();
    if (payment.state() == PaymentState.APPROVED || waitsForNobodyHere) {
      commit.followUp(owed(payment));
    }
    return commit;
  }

  static boolean givenBack(Payment payment) {
    return payment.state() == PaymentState.REFUNDED
        || payment.state() == PaymentState.PARTIALLY_REFUNDED
        || payment.undone().reserved() > 0;
  }

  private static boolean nothingToUndo(Payment payment) {
    return switch (payment.state()) {
      case DECLINED, REVERSED, EXPIRED, FAILED -> true;
      case UNKNOWN, PENDING, APPROVED, PARTIALLY_REFUNDED, REFUNDED -> false;
    };
  }

  private FollowUp owed(Payment payment) {
    Payment.Placement placed = Objects.requireNonNull(payment.placement());
    int attempt = Integer.parseInt(placed.key().substring(payment.id().length() + 1));
    return new FollowUp(
        payment.id(),
        attempt,
        payment.kind(),
        placed.provider(),
        payment.id(),
        payment.amount().minor(),
        tools.now(),
        false,
        false,
        placed.trace(),
        null);
  }

  /** A reversal that overtook its original: the original's key is taken, so that it is refused. */
  private CompletableFuture<Map<String, Object>> remember(
      Caller caller, Fields fields, String originalKey) {
    Payment never = never(caller, fields, originalKey);
    var commit =
        tools
            .commit(never)
            .entry(new NewEntry(EventKind.REVERSAL_WITHOUT_ORIGINAL, EventData.Facts.NONE))
            .claim(new Claim(originalKey, never.id(), never.id(), Replays.TAKEN_BACK, tools.now()))
            .build();
    return tools
        .journal()
        .commit(commit)
        .thenCompose(
            result ->
                result == CommitResult.COMMITTED
                    ? CompletableFuture.completedFuture(noOriginal(commit.payment()))
                    : reverse(caller, fields));
  }

  private Payment never(Caller caller, Fields fields, String originalKey) {
    var origin = caller.origin(fields, originalKey, tools.now());
    return Payment.fresh(tools.ids().next("pay_"), origin, Operation.AUTHORIZE, fields.money())
        .become(PaymentState.FAILED)
        .requestReversal();
  }

  private Map<String, Object> acknowledged(Payment payment) {
    return Answers.told(tools.answers().payment(payment), "approved", "reversed", ACKNOWLEDGED);
  }

  private Map<String, Object> noOriginal(Payment payment) {
    return Answers.told(
        tools.answers().payment(payment), "declined", "no_original", NO_ORIGINAL_CODE);
  }
}
