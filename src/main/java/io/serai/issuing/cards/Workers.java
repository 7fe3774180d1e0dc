package io.serai.issuing.cards;

import io.serai.payment.ErrorCode;
import io.serai.payment.SeraiException;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/** The threads that wait for PostgreSQL, so that no connection's thread does. Thread-safe. */
final class Workers implements AutoCloseable {

  private static final Duration LONGEST_END = Duration.ofSeconds(10);

  private final ThreadPoolExecutor threads;

  /**
   * Some threads.
   *
   * @param waiting how many pieces of work may wait for one
   */
  Workers(int count, int waiting) {
    AtomicInteger number = new AtomicInteger();
    this.threads =
        new ThreadPoolExecutor(
            count,
            count,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(waiting),
            task -> {
              var made = new Thread(task, "serai-cards-" + number.incrementAndGet());
              made.setDaemon(true);
              return made;
            });
  }

  /**
   * Does some work that waits. The future fails with {@code OVERLOADED} when too much waits, and
   * with {@code JOURNAL_UNAVAILABLE} when PostgreSQL refuses or cannot be reached.
   */
  <T> CompletableFuture<T> run(Supplier<T> work) {
    try {
      return CompletableFuture.supplyAsync(() -> guarded(work), threads);
    } catch (RejectedExecutionException e) {
      return CompletableFuture.failedFuture(
          new SeraiException(ErrorCode.OVERLOADED, "the hub takes no more work just now"));
    }
  }

  private static <T> T guarded(Supplier<T> work) {
    try {
      return work.get();
    } catch (DataAccessException | TransactionException e) {
      throw new SeraiException(
          ErrorCode.JOURNAL_UNAVAILABLE, null, "cards cannot be read or written just now", e);
    }
  }

  /** Ends after what has begun or waits. */
  @Override
  public void close() {
    threads.shutdown();
    try {
      if (!threads.awaitTermination(LONGEST_END.toMillis(), TimeUnit.MILLISECONDS)) {
        threads.shutdownNow();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
