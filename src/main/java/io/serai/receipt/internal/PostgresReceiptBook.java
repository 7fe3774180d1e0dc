package io.serai.receipt.internal;

import io.serai.payment.ErrorCode;
import io.serai.payment.SeraiException;
import io.serai.receipt.PurchaseBook;
import io.serai.receipt.Receipt;
import io.serai.receipt.ReceiptBook;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/** The book in PostgreSQL, on a few threads of its own, each step in one transaction. */
final class PostgresReceiptBook implements ReceiptBook, PurchaseBook, AutoCloseable {

  private final ReceiptRows rows;
  private final TransactionTemplate transaction;
  private final ExecutorService threads;

  PostgresReceiptBook(ReceiptRows rows, TransactionTemplate transaction, ExecutorService threads) {
    this.rows = rows;
    this.transaction = transaction;
    this.threads = threads;
  }

  @Override
  public CompletableFuture<Receipt> claim(Receipt fresh, Instant at) {
    return on(
        () -> {
          if (rows.insert(fresh)) {
            rows.entry(fresh.id(), "started", fresh.verdict(), at);
            return fresh;
          }
          Receipt stands = rows.byKey(fresh.tenant(), fresh.key());
          if (stands.fingerprint().equals(fresh.fingerprint())
              && !stands.verdict().state().isFinal()) {
            rows.entry(stands.id(), "started", stands.verdict(), at);
          }
          return stands;
        });
  }

  @Override
  public CompletableFuture<Receipt> conclude(Receipt receipt, Receipt.Verdict verdict, Instant at) {
    return on(
        () -> {
          Receipt stands = rows.locked(receipt.id());
          if (stands.verdict().state().isFinal()) {
            return stands; // somebody asked under the same key at the same time
          }
          Receipt.Verdict what = settled(stands, verdict, at);
          rows.update(stands.id(), what, at);
          rows.entry(stands.id(), "concluded", what, at);
          return stands.with(what);
        });
  }

  private Receipt.Verdict settled(Receipt receipt, Receipt.Verdict verdict, Instant at) {
    return switch (verdict.state()) {
      case VERIFIED -> rows.use(receipt, verdict, at);
      case REFUSED ->
          verdict.disowned() && receipt.purchase() != null && rows.end(receipt, verdict, at)
              ? verdict.ended()
              : verdict;
      case UNKNOWN, PENDING, ENDED -> verdict;
    };
  }

  @Override
  public CompletableFuture<Optional<Receipt>> find(String tenant, String id) {
    return on(() -> rows.find(tenant, id));
  }

  @Override
  public CompletableFuture<List<Receipt>> standing(
      String provider, @Nullable String purchase, @Nullable String original) {
    return on(() -> rows.standing(provider, purchase, original));
  }

  @Override
  public CompletableFuture<Void> checked(
      List<Receipt> receipts, Receipt.Verdict verdict, boolean ends, Instant at) {
    return on(() -> {
          List<String> ids = receipts.stream().map(Receipt::id).sorted().toList();
          ids.forEach(id -> rows.checked(id, verdict, ends, at));
          return ids.size();
        })
        .thenAccept(written -> {});
  }

  private <T> CompletableFuture<T> on(Supplier<T> work) {
    try {
      return CompletableFuture.supplyAsync(() -> inOne(work), threads);
    } catch (RejectedExecutionException e) {
      return CompletableFuture.failedFuture(
          new SeraiException(ErrorCode.OVERLOADED, null, "the hub takes no more work just now", e));
    }
  }

  private <T> T inOne(Supplier<T> work) {
    try {
      return Objects.requireNonNull(transaction.execute(status -> work.get()));
    } catch (DataAccessException | TransactionException e) {
      throw new SeraiException(
          ErrorCode.JOURNAL_UNAVAILABLE, null, "the journal cannot be written just now", e);
    }
  }

  @Override
  public void close() {
    threads.shutdown();
  }
}
