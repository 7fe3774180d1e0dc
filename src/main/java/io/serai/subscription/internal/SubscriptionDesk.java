package io.serai.subscription.internal;

import io.serai.engine.RecurringDesk;
import io.serai.payment.ErrorCode;
import io.serai.payment.Operation;
import io.serai.payment.SeraiException;
import io.serai.provider.ProviderSet;
import io.serai.subscription.SubscriptionSettings;
import io.serai.subscription.Subscriptions;
import io.serai.upkeep.DueSteps;
import java.time.Clock;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What can be asked of customers, products, plans and subscriptions. A row is written before
 * anything is sent, and the steps that can be done at once are done for the caller; the loop goes
 * on with what is left. Nothing of the caller's thread is held.
 */
final class SubscriptionDesk implements RecurringDesk, Subscriptions {

  private final RecurringStore store;
  private final TransactionTemplate transaction;
  private final Wishes wishes;
  private final DueSteps<Recurring, Standing.Next> work;
  private final SubscriptionSettings settings;
  private final Clock clock;
  private final Executor worker;

  /**
   * A desk.
   *
   * @param worker runs what blocks on the database
   */
  SubscriptionDesk(
      RecurringStore store,
      TransactionTemplate transaction,
      Wishes wishes,
      DueSteps<Recurring, Standing.Next> work,
      SubscriptionSettings settings,
      Clock clock,
      Executor worker) {
    this.store = store;
    this.transaction = transaction;
    this.wishes = wishes;
    this.work = work;
    this.settings = settings;
    this.clock = clock;
    this.worker = worker;
  }

  /** A row, and whether this call is to do its steps. */
  private record Kept(Recurring row, boolean mine) {}

  @Override
  public CompletableFuture<Map<String, Object>> create(
      Operation operation, Request request, ProviderSet providers) {
    return answered(
        () -> kept(Kind.madeBy(operation), request, providers), row -> RecurringAnswer.made(row));
  }

  private Kept kept(Kind kind, Request request, ProviderSet providers) {
    Optional<Recurring> known = store.byKey(request.tenant(), request.key());
    boolean mine =
        known.isEmpty()
            && store.insert(
                wishes.fresh(kind, request, providers),
                request.key(),
                clock.instant().plus(settings.hold()));
    Recurring row = known.or(() -> store.byKey(request.tenant(), request.key())).orElseThrow();
    same(row.made().fingerprint(), request);
    return new Kept(row, mine);
  }

  private static void same(String fingerprint, Request request) {
    if (!fingerprint.equals(request.fingerprint())) {
      throw new SeraiException(
          ErrorCode.IDEMPOTENCY_KEY_REUSED,
          "the idempotency key was used before for another request; send a new key");
    }
  }

  @Override
  public CompletableFuture<Map<String, Object>> change(
      Operation operation, Request request, ProviderSet providers) {
    return answered(
        () ->
            transaction.execute(
                status -> moved(operation, request, subscription(request), providers)),
        row -> RecurringAnswer.changed(row, operation, request.body().get("plan")));
  }

  private Recurring subscription(Request request) {
    String id = String.valueOf(request.body().get("subscription"));
    return store
        .find(request.tenant(), Kind.SUBSCRIPTION, id)
        .orElseThrow(Kind.SUBSCRIPTION::notFound);
  }

  private Kept moved(Operation operation, Request request, Recurring row, ProviderSet providers) {
    Optional<String> before =
        store.claim(
            request.tenant(), request.key(), request.fingerprint(), row.id(), clock.instant());
    if (before.isPresent()) {
      same(before.get(), request);
      return new Kept(row, false);
    }
    Chosen.able(providers.get(row.made().provider()), operation, "subscription");
    boolean ends = operation == Operation.UNSUBSCRIBE;
    if (ends && isOver(row.state())) {
      return new Kept(row, true);
    }
    if (!row.state().runs()) {
      throw new SeraiException(
          ErrorCode.STATE_CONFLICT,
          "a subscription that is "
              + row.state().word()
              + " cannot be "
              + (ends ? "cancelled" : "put on another plan"));
    }
    Standing next =
        ends
            ? row.now().become(RecurringState.CANCELLING, null)
            : row.now()
                .wanting(wishes.otherPlan(request, row))
                .become(RecurringState.CHANGING, null);
    if (!store.move(row, next.due(clock.instant().plus(settings.hold())), null, clock.instant())) {
      throw new SeraiException(
          ErrorCode.STATE_CONFLICT, "it was changed at this moment; send the same again");
    }
    return new Kept(store.byId(row.id()).orElseThrow(), true);
  }

  private static boolean isOver(RecurringState state) {
    return state == RecurringState.CANCELLING || state == RecurringState.ENDED;
  }

  /** Keeps, does the steps, and tells how it stands then. */
  private CompletableFuture<Map<String, Object>> answered(
      Supplier<Kept> keep, Function<Recurring, Map<String, Object>> shown) {
    return onWorker(keep)
        .thenCompose(
            kept ->
                (kept.mine()
                        ? work.run(kept.row(), worker)
                        : CompletableFuture.<Void>completedFuture(null))
                    .thenApplyAsync(
                        done -> {
                          Recurring row = store.byId(kept.row().id()).orElseThrow();
                          Map<String, Object> answer = shown.apply(row);
                          if (!kept.mine()) {
                            answer.put("replay", true);
                          }
                          return answer;
                        },
                        worker))
        .exceptionally(
            failure -> {
              throw known(failure);
            });
  }

  @Override
  public CompletableFuture<Map<String, Object>> standing(String tenant, Map<String, Object> body) {
    return onWorker(
            () -> {
              Kind kind =
                  Arrays.stream(Kind.values())
                      .filter(one -> body.containsKey(one.word()))
                      .findFirst()
                      .orElseThrow(Kind.SUBSCRIPTION::notFound);
              return store
                  .find(tenant, kind, String.valueOf(body.get(kind.word())))
                  .map(RecurringAnswer::of)
                  .orElseThrow(kind::notFound);
            })
        .exceptionally(
            failure -> {
              throw known(failure);
            });
  }

  @Override
  public CompletableFuture<Boolean> readBackNow(String provider, String reference) {
    return onWorker(() -> store.byReference(provider, reference))
        .thenCompose(
            found ->
                found.isEmpty()
                    ? CompletableFuture.completedFuture(false)
                    : (isRead(found.get())
                            ? work.run(found.get(), worker)
                            : CompletableFuture.<Void>completedFuture(null))
                        .thenApply(done -> true))
        .exceptionally(
            failure -> {
              throw known(failure);
            });
  }

  /** Whether its next step is to be read back; of all else the loop asks by itself. */
  private static boolean isRead(Recurring row) {
    return switch (row.state()) {
      case VERIFYING, WAITING_FOR_APPROVAL, ACTIVE, PAST_DUE, EXPIRED, REFUNDED -> true;
      case CHARGING, CREATING, CHANGING, CANCELLING, ENDED, REFUNDING, FAILED, BY_HAND -> false;
    };
  }

  private <T> CompletableFuture<T> onWorker(Supplier<T> work) {
    try {
      return CompletableFuture.supplyAsync(work, worker);
    } catch (RejectedExecutionException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private static SeraiException known(Throwable failure) {
    Throwable cause = failure;
    while (cause instanceof CompletionException && cause.getCause() != null) {
      cause = cause.getCause();
    }
    if (cause instanceof SeraiException known) {
      return known;
    }
    if (cause instanceof RejectedExecutionException) {
      return new SeraiException(ErrorCode.OVERLOADED, "the hub takes no more work just now");
    }
    return cause instanceof DataAccessException
        ? new SeraiException(
            ErrorCode.JOURNAL_UNAVAILABLE,
            null,
            "it cannot be written just now; send the same again",
            cause)
        : new SeraiException(ErrorCode.INTERNAL, null, "a step of subscriptions failed", cause);
  }
}
