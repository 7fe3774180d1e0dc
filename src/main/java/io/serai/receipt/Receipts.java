package io.serai.receipt;

import io.serai.journal.Journal;
import io.serai.journal.SharedTime;
import io.serai.payment.ErrorCode;
import io.serai.payment.Ids;
import io.serai.payment.SendBy;
import io.serai.payment.SeraiException;
import io.serai.provider.Attempts;
import io.serai.provider.Provider;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Verifies purchases (S1.87): claim and intent, ask the store, verdict, answer. Asking a store
 * changes nothing there, so what is unknown is simply asked again, under the same key, and nothing
 * is granted meanwhile (S1.90). Thread-safe; nothing waits.
 */
public final class Receipts {

  private final StoreInquiry inquiry;
  private final ReceiptBook book;
  private final Journal journal;
  private final Clock clock;
  private final Ids ids;

  /** Verifies over a book. */
  public Receipts(Attempts attempts, ReceiptBook book, Journal journal, SharedTime time, Ids ids) {
    this.inquiry = new StoreInquiry(attempts, time.clock());
    this.book = book;
    this.journal = journal;
    this.clock = time.clock();
    this.ids = ids;
  }

  /**
   * Verifies once for each key.
   *
   * @param sendBy after it the store is not asked
   * @return the neutral answer
   */
  public CompletableFuture<Map<String, Object>> verify(
      ReceiptRequest request, Provider store, SendBy sendBy) {
    String token = request.token();
    var fresh =
        new Receipt(
            ids.next("rcp_"),
            request.tenant(),
            request.key(),
            request.fingerprint(),
            store.name(),
            request.user(),
            request.product(),
            token == null ? null : journal.keyed(token),
            request.routeId(),
            request.routeSet(),
            request.trace(),
            clock.instant(),
            Receipt.Verdict.OPEN);
    return book.claim(fresh, clock.instant())
        .thenCompose(
            stands -> {
              if (!stands.fingerprint().equals(request.fingerprint())) {
                throw new SeraiException(
                    ErrorCode.IDEMPOTENCY_KEY_REUSED,
                    "The key was used before for another request.");
              }
              if (stands.verdict().state().isFinal()) {
                return CompletableFuture.completedFuture(replay(stands));
              }
              return ask(stands, request, store, sendBy).thenApply(ReceiptAnswer::of);
            });
  }

  private static Map<String, Object> replay(Receipt receipt) {
    Map<String, Object> answer = ReceiptAnswer.of(receipt);
    answer.put("replay", true);
    return answer;
  }

  private CompletableFuture<Receipt> ask(
      Receipt receipt, ReceiptRequest request, Provider store, SendBy sendBy) {
    return inquiry
        .ask(receipt, request.fields(), store, sendBy)
        .thenCompose(what -> book.conclude(receipt, what, clock.instant()));
  }

  /**
   * A verification as it stands.
   *
   * @return the neutral answer; fails where the tenant has no such verification
   */
  public CompletableFuture<Map<String, Object>> standing(String tenant, String id) {
    return book.find(tenant, id)
        .thenApply(
            found ->
                ReceiptAnswer.of(
                    found.orElseThrow(
                        () ->
                            new SeraiException(
                                ErrorCode.RECEIPT_NOT_FOUND, "there is no such receipt"))));
  }
}
