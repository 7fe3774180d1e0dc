package io.serai.receipt;

import io.serai.journal.Journal;
import io.serai.journal.SharedTime;
import io.serai.payment.SendBy;
import io.serai.provider.Attempts;
import io.serai.provider.Provider;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * Asks a store again about a purchase that it told of. What was verified and is not vouched for any
 * more ends; nothing is granted by it, since a renewal is a transaction of its own that its
 * upstream has verified. Thread-safe; nothing waits; idempotent.
 */
public final class ToldPurchases {

  /** The store's or our own words for a purchase that is over; others are about our settings. */
  private static final Set<String> OVER =
      Set.of(
          "revoked",
          "upgraded",
          "expired",
          "canceled",
          "on_hold",
          "paused",
          "pending_purchase_canceled",
          "gone",
          "forged");

  private final StoreInquiry inquiry;
  private final PurchaseBook book;
  private final Journal journal;
  private final Clock clock;

  /** Over a book. */
  public ToldPurchases(Attempts attempts, PurchaseBook book, Journal journal, SharedTime time) {
    this.inquiry = new StoreInquiry(attempts, time.clock());
    this.book = book;
    this.journal = journal;
    this.clock = time.clock();
  }

  /** What came of it. */
  public enum Looked {
    /** Nothing that was verified of it stands. */
    NONE,
    /** The store vouches for it still. */
    HOLDS,
    /** Something that was verified has ended. */
    ENDED,
    /** The store did not say; ask again. */
    UNKNOWN
  }

  /**
   * Asks once.
   *
   * @param sendBy after it the store is not asked
   */
  public CompletableFuture<Looked> look(PurchaseNews news, Provider store, SendBy sendBy) {
    String token = news.token();
    return book.standing(store.name(), token == null ? null : journal.keyed(token), news.original())
        .thenCompose(
            known ->
                known.isEmpty()
                    ? CompletableFuture.completedFuture(Looked.NONE)
                    : ask(news, known, store, sendBy));
  }

  private CompletableFuture<Looked> ask(
      PurchaseNews news, List<Receipt> known, Provider store, SendBy sendBy) {
    Receipt latest = known.get(known.size() - 1);
    Map<String, Object> fields = new HashMap<>(news.fields());
    fields.putIfAbsent("product", latest.product());
    fields.put("user", latest.user());
    return inquiry
        .ask(latest, fields, store, sendBy)
        .thenCompose(
            verdict ->
                switch (verdict.state()) {
                  case UNKNOWN, PENDING -> CompletableFuture.completedFuture(Looked.UNKNOWN);
                  case VERIFIED -> noted(known, verdict);
                  case REFUSED, ENDED -> refused(news, known, verdict);
                });
  }

  private CompletableFuture<Looked> noted(List<Receipt> known, Receipt.Verdict verdict) {
    return book.checked(known, verdict, false, clock.instant()).thenApply(done -> Looked.HOLDS);
  }

  private CompletableFuture<Looked> refused(
      PurchaseNews news, List<Receipt> known, Receipt.Verdict verdict) {
    List<Receipt> over =
        verdict.disowned() || OVER.contains(verdict.code())
            ? known.stream().filter(receipt -> isMeant(news, receipt)).toList()
            : List.of();
    return over.isEmpty()
        ? noted(known, verdict)
        : book.checked(over, verdict, true, clock.instant()).thenApply(done -> Looked.ENDED);
  }

  /** All of a purchase, or the one transaction and what is over by its own time. */
  private boolean isMeant(PurchaseNews news, Receipt receipt) {
    String transaction = news.transaction();
    String expires = receipt.verdict().facts().get("expires");
    return transaction == null
        || transaction.equals(receipt.verdict().transaction())
        || (expires != null
            && Evidence.instant(expires).filter(at -> !at.isAfter(clock.instant())).isPresent());
  }
}
