package io.serai.notice.internal;

import io.micrometer.core.instrument.MeterRegistry;
import io.serai.notice.NoticeScheme;
import io.serai.notice.Notices;
import io.serai.payment.ErrorCode;
import io.serai.payment.Ids;
import io.serai.payment.SeraiException;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/** Verifies, then writes down, then answers; applying is for {@link NoticeWork}. */
final class DurableNotices implements Notices, AutoCloseable {

  private final Sources sources;
  private final NoticeStore store;
  private final ExecutorService writers;
  private final Runnable look;
  private final Clock clock;
  private final Ids ids;
  private final MeterRegistry meters;

  /**
   * Notices over a store.
   *
   * @param writers threads that block on the database, behind a bounded queue
   * @param look has what was written applied soon; never blocks
   */
  DurableNotices(
      Sources sources,
      NoticeStore store,
      ExecutorService writers,
      Runnable look,
      Clock clock,
      Ids ids,
      MeterRegistry meters) {
    this.sources = sources;
    this.store = store;
    this.writers = writers;
    this.look = look;
    this.clock = clock;
    this.ids = ids;
    this.meters = meters;
  }

  @Override
  public CompletableFuture<Taken> take(
      String provider, Map<String, String> headers, byte[] body, String trace) {
    Sources.Source source;
    CompletableFuture<Told> told;
    try {
      source = sources.get(provider);
      told = source.proof().check(new Sent(headers, body));
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
    return told.thenCompose(event -> written(provider, source.scheme(), event, trace))
        .whenComplete((taken, failure) -> count(provider, taken, failure));
  }

  private CompletableFuture<Taken> written(
      String provider, NoticeScheme scheme, Told told, String trace) {
    try {
      return CompletableFuture.supplyAsync(() -> insert(provider, scheme, told, trace), writers);
    } catch (RejectedExecutionException e) {
      return CompletableFuture.failedFuture(
          new SeraiException(ErrorCode.OVERLOADED, null, "the hub takes no more work just now", e));
    }
  }

  private Taken insert(String provider, NoticeScheme scheme, Told told, String trace) {
    try {
      if (!store.insert(ids.next("ntc_"), provider, scheme, told, trace, clock.instant())) {
        return Taken.DUPLICATE;
      }
    } catch (DataAccessException | TransactionException e) {
      throw new SeraiException(
          ErrorCode.JOURNAL_UNAVAILABLE, null, "the journal cannot be written just now", e);
    }
    look.run();
    return Taken.ACCEPTED;
  }

  private void count(String provider, @Nullable Taken taken, @Nullable Throwable failure) {
    meters
        .counter("serai.notices", "provider", provider, "result", result(taken, failure))
        .increment();
  }

  private static String result(@Nullable Taken taken, @Nullable Throwable failure) {
    if (taken != null) {
      return taken == Taken.ACCEPTED ? "accepted" : "duplicate";
    }
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    return cause instanceof SeraiException known ? known.code().wire() : ErrorCode.INTERNAL.wire();
  }

  @Override
  public void close() {
    writers.shutdown();
  }
}
