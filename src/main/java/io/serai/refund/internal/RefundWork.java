package io.serai.refund.internal;

import io.serai.engine.Refunds;
import io.serai.payment.AlarmRaised;
import io.serai.payment.SeraiException;
import io.serai.refund.RefundSettings;
import io.serai.upkeep.DueLoop;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;

/**
 * Asks the engine for one refund; the same one again, after whatever happened, is no second one.
 */
final class RefundWork implements DueLoop.Work<Item, Item.Next> {

  /** What counts as the route of a bulk refund's refunds, for caps and in the history. */
  static final String ROUTE = "bulk-refunds";

  private final Items items;
  private final Refunds refunds;
  private final Judgement judgement;
  private final RefundSettings settings;
  private final ApplicationEventPublisher alarms;
  private final Clock clock;

  RefundWork(
      Items items,
      Refunds refunds,
      RefundSettings settings,
      ApplicationEventPublisher alarms,
      Clock clock) {
    this.items = items;
    this.refunds = refunds;
    this.judgement = new Judgement(settings, clock);
    this.settings = settings;
    this.alarms = alarms;
    this.clock = clock;
  }

  @Override
  public List<Item> take(int most) {
    return items.take(clock.instant(), most);
  }

  @Override
  public Optional<Item> put(Item item, Item.Next next, boolean mayGoOn) {
    items.put(item, next, clock.instant());
    return Optional.empty();
  }

  @Override
  public String name(Item item) {
    return "Refund " + item.id();
  }

  /** Tries once; the future does not fail. */
  @Override
  public CompletableFuture<Item.Next> step(Item item) {
    return ask(item)
        .handle((next, failure) -> failure == null ? next : judgement.after(item, known(failure)))
        .thenApply(next -> watched(item, next));
  }

  private CompletableFuture<Item.Next> ask(Item item) {
    String subject = item.subject();
    try {
      return subject == null
          ? refunds
              .refundAll(item.tenant(), item.payment(), "bulk/" + item.id(), ROUTE)
              .thenApply(result -> judgement.after(item, result))
          : refunds
              .carryOut(item.tenant(), item.payment(), subject)
              .thenApply(
                  result ->
                      result
                          .map(known -> judgement.after(item, known))
                          .orElseGet(() -> judgement.unknownToTheJournal(item)));
    } catch (SeraiException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private Item.Next watched(Item item, Item.Next next) {
    boolean stuck =
        next.state().equals("waiting") && item.tries() + next.tries() == settings.tries();
    if (stuck && next.tries() > 0) {
      alarms.publishEvent(
          new AlarmRaised(
              "refund_stuck",
              item.payment(),
              "refund "
                  + item.id()
                  + " was accepted and is not sent after "
                  + settings.tries()
                  + " tries; it is tried on; last: "
                  + next.code()));
    }
    return next;
  }

  private static @Nullable SeraiException known(Throwable failure) {
    Throwable cause = failure;
    while (cause instanceof CompletionException && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause instanceof SeraiException known ? known : null;
  }
}
