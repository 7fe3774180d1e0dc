package io.serai.upkeep;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The steps of rows and what becomes of them, for the loop and for whoever asks for one now. A row
 * whose next step is due at once keeps its place, so that it goes through its states without a
 * pause. Thread-safe.
 *
 * @param <R> a row
 * @param <N> what becomes of it
 */
public final class DueSteps<R extends DueRow, N extends DueRow.Next<N>>
    implements DueLoop.Work<R, N> {

  private static final Logger LOG = LoggerFactory.getLogger(DueSteps.class);

  private final DueStore<R, N> store;
  private final Function<R, CompletableFuture<N>> step;
  private final Duration hold;
  private final Clock clock;

  /**
   * Steps of the rows in a store.
   *
   * @param step begins what is due; must not block
   * @param hold for how long a row is this process's once it was taken
   */
  public DueSteps(
      DueStore<R, N> store, Function<R, CompletableFuture<N>> step, Duration hold, Clock clock) {
    this.store = store;
    this.step = step;
    this.hold = hold;
    this.clock = clock;
  }

  @Override
  public List<R> take(int most) {
    return store.take(clock.instant(), hold, most);
  }

  @Override
  public CompletableFuture<N> step(R row) {
    return step.apply(row);
  }

  @Override
  public Optional<R> put(R row, N next, boolean mayGoOn) {
    Instant now = clock.instant();
    Instant dueAt = next.dueAt();
    boolean moves = next.state() != row.state();
    boolean goesOn = moves && dueAt != null && !dueAt.isAfter(now) && mayGoOn;
    // Held like one that was taken, so that its next step is begun here and by nobody else.
    N written = goesOn ? next.dueAt(now.plus(hold)) : next;
    if (!store.move(row, written, null, now)) {
      return Optional.empty();
    }
    if (moves) {
      String code = next.code();
      LOG.info(
          "{} is {}{}",
          row.title(),
          DueRow.word(next.state()),
          code == null ? "" : " (" + code + ")");
    }
    return goesOn ? store.byId(row.id()) : Optional.empty();
  }

  @Override
  public String name(R row) {
    return row.title();
  }

  /**
   * Does the steps of a row that this process holds, until it waits for something.
   *
   * @param worker runs what blocks on the database
   */
  public CompletableFuture<Void> run(R row, Executor worker) {
    return step(row)
        .thenApplyAsync(next -> put(row, next, true), worker)
        .thenCompose(
            more ->
                more.isPresent()
                    ? run(more.get(), worker)
                    : CompletableFuture.completedFuture(null));
  }
}
