package io.serai.journal;

import io.serai.payment.Ticker;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/**
 * Commits works in groups: a bounded number waits in lanes, writers with a connection each take
 * what waits and do it in one transaction. One that the database refuses fails alone; what was in
 * doubt after a broken connection is looked up before anybody is told. Thread-safe; nothing blocks
 * the caller, and futures complete on threads of its own.
 *
 * @param <W> a work
 * @param <R> what is told of it
 */
public final class GroupCommit<W, R> implements AutoCloseable {

  private final GroupSize size;
  private final GroupWork<W, R> work;
  private final Lanes<W, R> lanes;
  private final Pace pace;
  private final ExecutorService writers;
  private final ExecutorService answers;
  private final InDoubt<W, R> inDoubt;

  /** Starts its threads. */
  public GroupCommit(GroupSize size, DataSource database, GroupWork<W, R> work, Ticker ticker) {
    this.size = size;
    this.work = work;
    this.lanes = new Lanes<>(size.queue());
    this.pace = new Pace(ticker, size.writers());
    this.writers = pool(size.name() + "-writer", size.writers());
    this.answers = pool(size.name() + "-answer", size.writers());
    this.inDoubt = new InDoubt<>(size.name(), lanes, database, work, answers);
    for (int i = 0; i < size.writers(); i++) {
      writers.execute(new GroupWriter<>(i, size, lanes, pace, database, work, inDoubt, answers));
    }
  }

  /** Commits a work behind what waits. */
  public CompletableFuture<R> commit(W one) {
    return offer(one, false);
  }

  /** Commits a work before what waits, also in its own lane; of such, in the order they came. */
  public CompletableFuture<R> commitAhead(W one) {
    return offer(one, true);
  }

  private CompletableFuture<R> offer(W one, boolean ahead) {
    Waiting<W, R> waiting = lanes.offer(one, work.lane(one), ahead);
    return waiting == null ? CompletableFuture.failedFuture(work.full()) : waiting.result;
  }

  /** How many works wait. */
  public int waiting() {
    return lanes.waiting();
  }

  /**
   * How long a work of a lane would take that came now, from what waits and how long a group takes.
   *
   * @param ahead whether it would go before what waits
   * @return nanoseconds until it is committed; 0 if a writer is free for it
   */
  public long outlookNanos(Object lane, boolean ahead) {
    long rounds = lanes.rounds(lane, ahead, size.group() * size.writers());
    return rounds == 0 ? 0 : Math.multiplyExact(rounds, pace.groupNanos());
  }

  private static ExecutorService pool(String name, int threads) {
    var count = new AtomicInteger();
    return new ThreadPoolExecutor(
        threads,
        threads,
        0,
        TimeUnit.SECONDS,
        new LinkedBlockingQueue<>(),
        task -> new Thread(task, "serai-" + name + "-" + count.incrementAndGet()));
  }

  /** Stops its threads; what is under way is finished, for ten seconds at the most. */
  @Override
  public void close() {
    writers.shutdownNow();
    stop(writers);
    inDoubt.close();
    stop(answers);
  }

  private static void stop(ExecutorService pool) {
    pool.shutdown();
    try {
      pool.awaitTermination(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
