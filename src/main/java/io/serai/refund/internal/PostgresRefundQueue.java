package io.serai.refund.internal;

import io.serai.engine.RefundQueue;
import io.serai.payment.ErrorCode;
import io.serai.payment.SeraiException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;

/** Keeps refunds that a cap lets wait, on a thread of its own behind a bounded queue. */
final class PostgresRefundQueue implements RefundQueue, AutoCloseable {

  private static final int MOST_WAITING = 1000;

  private final JdbcTemplate jdbc;
  private final Clock clock;
  private final ThreadPoolExecutor writer =
      new ThreadPoolExecutor(
          1,
          1,
          0,
          TimeUnit.SECONDS,
          new ArrayBlockingQueue<>(MOST_WAITING),
          task -> new Thread(task, "serai-refund-queue"));

  PostgresRefundQueue(JdbcTemplate jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  @Override
  public CompletableFuture<Void> keep(Waiting refund) {
    try {
      return CompletableFuture.runAsync(() -> write(refund), writer);
    } catch (RejectedExecutionException e) {
      return CompletableFuture.failedFuture(
          new SeraiException(
              ErrorCode.OVERLOADED, "the hub takes no more work just now; nothing was refunded"));
    }
  }

  private void write(Waiting refund) {
    Timestamp now = Timestamp.from(clock.instant());
    try {
      jdbc.update(
          """
          insert into refund_item (id, subject, tenant, payment_id, state, amount, currency, code,
                                   due_at, at, changed_at)
          values (?, ?, ?, ?, 'waiting', ?, ?, 'cap_exceeded', ?, ?, ?)
          on conflict (id) do update set amount = excluded.amount
          """,
          refund.subject(),
          refund.subject(),
          refund.tenant(),
          refund.payment(),
          refund.minor(),
          refund.currency(),
          Timestamp.from(refund.dueAt()),
          now,
          now);
    } catch (DataAccessException e) {
      throw new SeraiException(
          ErrorCode.JOURNAL_UNAVAILABLE, null, "the refund cannot be written just now", e);
    }
  }

  @Override
  public void close() {
    writer.shutdown();
  }
}
