package io.serai.resolution.internal;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Threads for what blocks on the database. What waits for them is bounded by the cases under way.
 */
final class Workers implements AutoCloseable {

  private final ExecutorService cases;
  private final ScheduledExecutorService late;

  Workers(int threads) {
    var count = new AtomicInteger();
    cases =
        Executors.newFixedThreadPool(
            threads, task -> new Thread(task, "serai-resolution-" + count.incrementAndGet()));
    late =
        Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "serai-late-answers"));
  }

  ExecutorService cases() {
    return cases;
  }

  ScheduledExecutorService late() {
    return late;
  }

  @Override
  public void close() {
    cases.shutdown();
    late.shutdownNow();
  }
}
