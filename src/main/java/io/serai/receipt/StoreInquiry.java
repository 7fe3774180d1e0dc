package io.serai.receipt;

import io.serai.payment.Currency;
import io.serai.payment.Money;
import io.serai.payment.Operation;
import io.serai.payment.SendBy;
import io.serai.provider.Attempts;
import io.serai.provider.Provider;
import io.serai.provider.ProviderCall;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Asks a store once about a purchase, which changes nothing there. */
record StoreInquiry(Attempts attempts, Clock clock) {

  // A verification moves none.
  private static final Money NO_MONEY = new Money(0, Currency.of("JPY"));

  /** What the store says; unknown where it is left out just now. */
  CompletableFuture<Receipt.Verdict> ask(
      Receipt receipt, Map<String, Object> fields, Provider store, SendBy sendBy) {
    var heard = new Evidence();
    var call =
        new ProviderCall(
            Operation.VERIFY,
            receipt.id(),
            receipt.id(),
            null,
            null,
            NO_MONEY,
            "",
            new HashMap<>(fields),
            null,
            null,
            0, // what is heard too late is not looked for
            false);
    return attempts.bypasses(store, receipt.id())
        ? CompletableFuture.completedFuture(Receipt.Verdict.unknown("bypassed"))
        : attempts
            .send(heard.listening(store), call, sendBy)
            .thenApply(outcome -> heard.verdict(outcome, receipt.purchase(), clock.instant()));
  }
}
