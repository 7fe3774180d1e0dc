package io.serai.journal.internal;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Named thread pools of a fixed size with a bounded queue. */
final class Threads {

  private Threads() {}

  static ExecutorService fixed(String name, int threads, int queue) {
    var count = new AtomicInteger();
    return new ThreadPoolExecutor(
        threads,
        threads,
        0,
        TimeUnit.SECONDS,
        new LinkedBlockingQueue<>(queue),
        task -> new Thread(task, "serai-" + name + "-" + count.incrementAndGet()));
  }

  /** Lets a pool finish what it has, for ten seconds at the most. */
  static void stop(ExecutorService pool) {
    pool.shutdown();
    try {
      pool.awaitTermination(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
