package io.serai.subscription.internal;

import io.serai.engine.Charges;
import io.serai.engine.Refunds;
import io.serai.payment.ErrorCode;
import io.serai.payment.Operation;
import io.serai.payment.SeraiException;
import io.serai.provider.Heard;
import io.serai.subscription.internal.Standing.Next;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/**
 * The next step of a customer, product, plan or subscription. Each may be done again after a crash
 * at any point, since each goes by a key that is made of the id: what was done is found and not
 * done twice.
 */
final class SubscriptionSteps {

  /** What counts as the route of set-up fees, for caps and in the history. */
  static final String ROUTE = "subscriptions";

  private final AtProvider provider;
  private final Supplier<Charges> charges;
  private final Supplier<Refunds> refunds;
  private final Verdicts verdicts;
  private final Readings readings;
  private final Turns turns;

  /**
   * Steps.
   *
   * @param charges asked for when one is made, for the engine itself knows this room
   */
  SubscriptionSteps(
      AtProvider provider,
      Supplier<Charges> charges,
      Supplier<Refunds> refunds,
      Verdicts verdicts,
      Readings readings,
      Turns turns) {
    this.provider = provider;
    this.charges = charges;
    this.refunds = refunds;
    this.verdicts = verdicts;
    this.readings = readings;
    this.turns = turns;
  }

  /** Does what is due and says what becomes of the row; the future does not fail. */
  CompletableFuture<Next> step(Recurring row) {
    CompletableFuture<Next> next;
    try {
      next = begin(row);
    } catch (RuntimeException e) {
      next = CompletableFuture.failedFuture(e);
    }
    return next.exceptionally(failure -> failed(row, failure));
  }

  private CompletableFuture<Next> begin(Recurring row) {
    return switch (row.state()) {
      case CHARGING ->
          charges.get().charge(fee(row)).thenApply(result -> verdicts.charged(row, result));
      case CREATING ->
          turns.isTooLate(row, provider.of(row).definition().resendFor())
              ? CompletableFuture.completedFuture(
                  turns.byHand(row, "never_answered", "was never answered by its provider"))
              : provider.create(row).thenApply(heard -> verdicts.created(row, heard));
      case VERIFYING, WAITING_FOR_APPROVAL, ACTIVE, PAST_DUE, EXPIRED -> look(row);
      case CHANGING -> change(row, Operation.CHANGE_PLAN);
      case CANCELLING -> change(row, Operation.UNSUBSCRIBE);
      case REFUNDING ->
          refunds
              .get()
              .refundAll(
                  row.made().tenant(),
                  Objects.requireNonNull(row.now().payment()),
                  key(row) + "/refund",
                  ROUTE)
              .thenApply(result -> verdicts.refunded(row, result));
      case REFUNDED -> row.now().facts().reference() == null ? rest(row) : look(row);
      case ENDED, FAILED, BY_HAND -> rest(row);
    };
  }

  /** Asks how a subscription stands. */
  private CompletableFuture<Next> look(Recurring row) {
    return row.made().kind() == Kind.SUBSCRIPTION
        ? provider.look(row).thenApply(heard -> readings.looked(row, heard))
        : rest(row);
  }

  /** Sends it; once it was sent and its answer is missing, looks first. */
  private CompletableFuture<Next> change(Recurring row, Operation operation) {
    if (row.now().tries() == 0) {
      return send(row, operation);
    }
    return provider
        .look(row)
        .thenCompose(
            heard ->
                readings.isDone(row, heard)
                    ? CompletableFuture.completedFuture(readings.looked(row, heard))
                    : send(row, operation));
  }

  private CompletableFuture<Next> send(Recurring row, Operation operation) {
    CompletableFuture<Heard> heard = provider.change(row, operation);
    return heard.thenApply(said -> verdicts.changed(row, said));
  }

  private static CompletableFuture<Next> rest(Recurring row) {
    return CompletableFuture.completedFuture(
        row.now().become(row.state(), row.now().code()).due(null));
  }

  private static Charges.Request fee(Recurring row) {
    Recurring.Made made = row.made();
    return new Charges.Request(
        made.tenant(),
        key(row),
        ROUTE,
        List.of(made.provider()),
        made.feeMoney(),
        made.feeMethod(),
        made.id(),
        made.trace());
  }

  /** One for each subscription, whatever happens: its fee is taken once. */
  private static String key(Recurring row) {
    return "subscription/" + row.id();
  }

  private Next failed(Recurring row, Throwable failure) {
    Throwable cause = failure;
    while (cause instanceof CompletionException && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return verdicts.failed(
        row, cause instanceof SeraiException known ? known.code() : ErrorCode.INTERNAL);
  }
}
