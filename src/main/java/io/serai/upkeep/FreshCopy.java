package io.serai.upkeep;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A copy in memory that is read anew for whoever has not found in it what may be there by now: all
 * who ask meanwhile wait for the same reading, and no thread waits. Thread-safe.
 */
public final class FreshCopy {

  private final Upkeep upkeep;
  private final Duration pause;
  private final Runnable read;
  private final AtomicReference<@Nullable CompletableFuture<Void>> next = new AtomicReference<>();

  /**
   * A copy.
   *
   * @param upkeep whose thread reads
   * @param pause the least time between two readings
   * @param read reads it anew; it may block
   */
  public FreshCopy(Upkeep upkeep, Duration pause, Runnable read) {
    this.upkeep = upkeep;
    this.pause = pause;
    this.read = read;
  }

  /** Completes once the copy has been read by a reading that began later than this call. */
  public CompletableFuture<Void> await() {
    CompletableFuture<Void> mine = new CompletableFuture<>();
    CompletableFuture<Void> theirs = next.compareAndExchange(null, mine);
    if (theirs != null) {
      return theirs;
    }
    upkeep.after(
        pause,
        () -> {
          next.set(null); // who asks from here on may have written after the read began
          upkeep.attempt(read);
          mine.complete(null);
        });
    return mine;
  }
}
