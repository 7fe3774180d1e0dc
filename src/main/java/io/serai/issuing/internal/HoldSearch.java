package io.serai.issuing.internal;

import io.serai.issuing.CardRequest;
import io.serai.payment.ErrorCode;
import io.serai.payment.Money;
import io.serai.payment.SeraiException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.dao.DataAccessException;

/**
 * Finds the hold that a completion is about before its work is committed: many networks name no
 * original in a 0220, but hand on the approval code or the retrieval reference. What is found is
 * looked at again under the account's lock. Thread-safe; whoever asks does not wait.
 */
final class HoldSearch implements AutoCloseable {

  private static final int THREADS = 2;
  private static final int MOST_WAITING = 1000;
  private static final Duration STOP = Duration.ofSeconds(5);

  private final ClearingLookup lookup;
  private final ThreadPoolExecutor readers;

  HoldSearch(ClearingLookup lookup) {
    this.lookup = lookup;
    AtomicInteger count = new AtomicInteger();
    this.readers =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            STOP.toMillis(),
            TimeUnit.MILLISECONDS,
            new ArrayBlockingQueue<>(MOST_WAITING),
            task -> new Thread(task, "serai-hold-search-" + count.incrementAndGet()));
  }

  /**
   * The id of the hold, or the key of the original where it has one that has not come yet, or
   * nothing. The future fails with {@code OVERLOADED} or {@code JOURNAL_UNAVAILABLE}.
   */
  CompletableFuture<Optional<String>> find(CardRequest completion) {
    try {
      return CompletableFuture.supplyAsync(() -> search(completion), readers);
    } catch (RejectedExecutionException e) {
      return CompletableFuture.failedFuture(
          new SeraiException(
              ErrorCode.OVERLOADED, "the hub takes no more work just now; nothing was booked"));
    }
  }

  private Optional<String> search(CardRequest completion) {
    try {
      Optional<String> original = Optional.ofNullable(completion.originalKey());
      return original
          .flatMap(key -> lookup.holdOf(completion.origin().tenant(), key))
          .or(() -> matching(completion))
          .or(() -> original);
    } catch (DataAccessException e) {
      throw new SeraiException(
          ErrorCode.JOURNAL_UNAVAILABLE, null, "holds cannot be read just now", e);
    }
  }

  private Optional<String> matching(CardRequest completion) {
    Money billing = completion.billing();
    HoldMatch.Wanted wanted =
        new HoldMatch.Wanted(
            completion.approvalCode(),
            completion.rrn(),
            completion.merchant().id(),
            billing == null ? completion.amount().minor() : billing.minor(),
            completion.arrivedAt().atZone(ZoneOffset.UTC).toLocalDate());
    return HoldMatch.of(
            wanted, lookup.candidates(completion.token(), wanted.approvalCode(), wanted.rrn()))
        .map(HoldMatch::hold);
  }

  @Override
  public void close() {
    readers.shutdown();
  }
}
