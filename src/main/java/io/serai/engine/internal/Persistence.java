package io.serai.engine.internal;

import io.netty.util.HashedWheelTimer;
import io.serai.journal.Commit;
import io.serai.journal.CommitResult;
import io.serai.payment.Payment;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes what has happened, however long the journal cannot be written: an outcome is a fact, and
 * nobody is answered before it is on disk (I4).
 */
final class Persistence implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Persistence.class);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

  private final Tools tools;
  private final HashedWheelTimer timer =
      new HashedWheelTimer(
          task -> new Thread(task, "serai-engine-timer"), 20, TimeUnit.MILLISECONDS);

  Persistence(Tools tools) {
    this.tools = tools;
  }

  /**
   * What a step makes of a payment.
   *
   * @param made whatever the caller wants back
   * @param commit what is written
   */
  record Step<T>(T made, Commit commit) {}

  /**
   * Applies a step to the payment until it is written, reading the payment again whenever it has
   * moved on.
   *
   * @param still whether the step still makes sense over a payment that has moved on
   * @return what the step made; null when it no longer made sense
   */
  <T> CompletableFuture<@Nullable T> untilWritten(
      Payment payment, Function<Payment, Step<T>> step, Predicate<Payment> still) {
    return write(payment, step, still, FIRST_PAUSE);
  }

  /** The same for a payment that has yet to be read. */
  <T> CompletableFuture<@Nullable T> untilWritten(
      String paymentId, Function<Payment, Step<T>> step, Predicate<Payment> still) {
    return reread(paymentId, step, still, FIRST_PAUSE);
  }

  private <T> CompletableFuture<@Nullable T> write(
      Payment payment, Function<Payment, Step<T>> step, Predicate<Payment> still, Duration pause) {
    if (!still.test(payment)) {
      return CompletableFuture.completedFuture(null);
    }
    Step<T> next = step.apply(payment);
    return tools
        .journal()
        .commit(next.commit())
        .handle(Tried<CommitResult>::new)
        .thenCompose(
            tried -> {
              if (tried.failure() != null) {
                LOG.warn("{} waits to be written: {}", payment.id(), tried.failure().getMessage());
                return later(pause)
                    .thenCompose(x -> reread(payment.id(), step, still, longer(pause)));
              }
              if (tried.result() == CommitResult.COMMITTED) {
                return CompletableFuture.<@Nullable T>completedFuture(next.made());
              }
              return reread(payment.id(), step, still, pause);
            });
  }

  private <T> CompletableFuture<@Nullable T> reread(
      String paymentId, Function<Payment, Step<T>> step, Predicate<Payment> still, Duration pause) {
    return tools
        .journal()
        .payment(paymentId)
        .handle(Tried<Optional<Payment>>::new)
        .thenCompose(
            tried -> {
              Optional<Payment> fresh = tried.result();
              if (fresh == null || fresh.isEmpty()) {
                return later(pause).thenCompose(x -> reread(paymentId, step, still, longer(pause)));
              }
              return write(fresh.get(), step, still, pause);
            });
  }

  private record Tried<T>(@Nullable T result, @Nullable Throwable failure) {}

  private CompletableFuture<Boolean> later(Duration pause) {
    var done = new CompletableFuture<Boolean>();
    timer.newTimeout(t -> done.complete(true), pause.toMillis(), TimeUnit.MILLISECONDS);
    return done;
  }

  private static Duration longer(Duration pause) {
    Duration twice = pause.multipliedBy(2);
    return twice.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : twice;
  }

  @Override
  public void close() {
    timer.stop();
  }
}
