package io.serai.issuing.internal;

import io.micrometer.core.instrument.Counter;
import io.serai.issuing.AccountWork;
import io.serai.issuing.IssuingSettings;
import io.serai.issuing.internal.DeclineGroups.Decline;
import io.serai.journal.GroupCommit;
import io.serai.journal.GroupSize;
import io.serai.payment.ErrorCode;
import io.serai.payment.Ids;
import io.serai.payment.SeraiException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes down in the background what was declined at once (S4.6), however long the database is
 * away. A bounded number waits; of what is more only the number is kept. Thread-safe.
 */
final class Declines implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Declines.class);
  private static final int GROUP = 1_000;
  private static final int AGAIN_MILLIS = 500;
  private static final int LAST_SECONDS = 5;

  private final GroupCommit<Decline, Boolean> groups;
  private final Semaphore places;
  private final int most;
  private final Ids ids;
  private final Counter unrecorded;
  private final Consumer<AccountWork> claimed;
  private volatile boolean closed;

  /**
   * Begins.
   *
   * @param claimed is handed what is written down
   */
  Declines(
      DataSource database,
      IssuingSettings settings,
      DeclineGroups work,
      Ids ids,
      Counter unrecorded,
      Consumer<AccountWork> claimed) {
    this.most = settings.unrecorded();
    this.places = new Semaphore(most);
    this.ids = ids;
    this.unrecorded = unrecorded;
    this.claimed = claimed;
    this.groups =
        new GroupCommit<>(
            new GroupSize("issuing-decline", 1, most, GROUP), database, work, System::nanoTime);
  }

  /** Writes it down once it is its turn; returns at once. */
  void record(AccountWork work) {
    if (work.key() == null) {
      return;
    }
    if (places.tryAcquire()) {
      write(new Decline(work, ids.next("cmt_")));
    } else {
      unrecorded.increment();
    }
  }

  private void write(Decline decline) {
    var unused =
        groups.commit(decline).whenComplete((done, failure) -> over(decline, done, failure));
  }

  private void over(Decline decline, @Nullable Boolean done, @Nullable Throwable failure) {
    if (failure instanceof SeraiException e && e.code() == ErrorCode.JOURNAL_UNAVAILABLE) {
      if (!closed) {
        Executor later = CompletableFuture.delayedExecutor(AGAIN_MILLIS, TimeUnit.MILLISECONDS);
        later.execute(() -> write(decline));
        return;
      }
    }
    if (failure != null) {
      unrecorded.increment();
      LOG.warn(
          "A decline by the stand-in rule of trace {} was not written down: {}",
          decline.work().origin().trace(),
          failure.getMessage());
    }
    if (Boolean.TRUE.equals(done)) {
      claimed.accept(decline.work());
    }
    places.release();
  }

  /** How many wait to be written down. */
  int waiting() {
    return most - places.availablePermits();
  }

  /** Waits for what is still to be written, for five seconds at the most. */
  @Override
  public void close() {
    try {
      if (!places.tryAcquire(most, LAST_SECONDS, TimeUnit.SECONDS)) {
        LOG.warn("{} declines by the stand-in rule are not written down", waiting());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    closed = true;
    groups.close();
  }
}
