package io.serai.subscription.internal;

import io.serai.subscription.SubscriptionSettings;
import io.serai.subscription.internal.Standing.Next;
import io.serai.upkeep.DueLoop;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Steps and what becomes of them, for the loop and for whoever asks for one now. */
final class SubscriptionWork implements DueLoop.Work<Recurring, Next> {

  private static final Logger LOG = LoggerFactory.getLogger(SubscriptionWork.class);

  private final RecurringStore store;
  private final SubscriptionSteps steps;
  private final SubscriptionSettings settings;
  private final Clock clock;

  SubscriptionWork(
      RecurringStore store, SubscriptionSteps steps, SubscriptionSettings settings, Clock clock) {
    this.store = store;
    this.steps = steps;
    this.settings = settings;
    this.clock = clock;
  }

  @Override
  public List<Recurring> take(int most) {
    return store.take(clock.instant(), settings.hold(), most);
  }

  @Override
  public CompletableFuture<Next> step(Recurring row) {
    return steps.step(row);
  }

  @Override
  public Optional<Recurring> put(Recurring row, Next next, boolean mayGoOn) {
    Instant now = clock.instant();
    RecurringState state = next.standing().state();
    Instant dueAt = next.dueAt();
    boolean goesOn = state != row.state() && dueAt != null && !dueAt.isAfter(now) && mayGoOn;
    // Held like one that was taken, so that its next step is begun here and by nobody else.
    Next written = goesOn ? next.standing().due(now.plus(settings.hold())) : next;
    if (!store.move(row, written, null, now)) {
      return Optional.empty();
    }
    if (state != row.state()) {
      String code = next.standing().code();
      LOG.info("{} is {}{}", name(row), state.word(), code == null ? "" : " (" + code + ")");
    }
    return goesOn ? store.byId(row.id()) : Optional.empty();
  }

  @Override
  public String name(Recurring row) {
    return "The " + row.name();
  }

  /**
   * Does the steps of a row that this process holds, until it waits for something.
   *
   * @param worker runs what blocks on the database
   */
  CompletableFuture<Void> run(Recurring row, Executor worker) {
    return step(row)
        .thenApplyAsync(next -> put(row, next, true), worker)
        .thenCompose(
            more ->
                more.isPresent()
                    ? run(more.get(), worker)
                    : CompletableFuture.completedFuture(null));
  }
}
