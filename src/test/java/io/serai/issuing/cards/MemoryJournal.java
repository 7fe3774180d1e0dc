package io.serai.issuing.cards;

import io.serai.journal.Claim;
import io.serai.journal.Commit;
import io.serai.journal.CommitResult;
import io.serai.journal.HistoryEntry;
import io.serai.journal.Journal;
import io.serai.payment.CardNumber;
import io.serai.payment.Channel;
import io.serai.payment.Money;
import io.serai.payment.Operation;
import io.serai.payment.Origin;
import io.serai.payment.Payment;
import io.serai.payment.PaymentState;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** What a top-up asks the journal for, in memory. */
final class MemoryJournal implements Journal {

  private final Map<String, Claim> claims = new HashMap<>();
  private final Map<String, Payment> payments = new HashMap<>();

  /** A charge of acme's that was claimed with a fingerprint, as the engine does. */
  synchronized void charged(
      String key, String fingerprint, String id, Money amount, PaymentState state) {
    claims.put("acme/" + key, new Claim(key, id, id, keyed(fingerprint), Instant.EPOCH));
    var origin =
        new Origin(
            "acme", "", Channel.REST, null, key, null, Map.of(), "r", "s", "t", Instant.EPOCH);
    put(Payment.fresh(id, origin, Operation.CHARGE, amount).become(state));
  }

  synchronized void put(Payment payment) {
    payments.put(payment.id(), payment);
  }

  synchronized Payment get(String id) {
    return Objects.requireNonNull(payments.get(id));
  }

  @Override
  public synchronized CompletableFuture<Optional<Payment>> payment(String paymentId) {
    return CompletableFuture.completedFuture(Optional.ofNullable(payments.get(paymentId)));
  }

  @Override
  public synchronized CompletableFuture<Optional<Claim>> claim(String tenant, String key) {
    return CompletableFuture.completedFuture(Optional.ofNullable(claims.get(tenant + "/" + key)));
  }

  @Override
  public String keyed(String text) {
    return "keyed " + Integer.toHexString(text.hashCode()) + " " + text.length();
  }

  @Override
  public CompletableFuture<CommitResult> commit(Commit commit) {
    throw new UnsupportedOperationException();
  }

  @Override
  public CompletableFuture<Optional<String>> answer(String paymentId, String subject) {
    throw new UnsupportedOperationException();
  }

  @Override
  public CompletableFuture<List<HistoryEntry>> history(String paymentId) {
    throw new UnsupportedOperationException();
  }

  @Override
  public CompletableFuture<Optional<CardNumber>> card(String paymentId) {
    throw new UnsupportedOperationException();
  }

  @Override
  public String lease() {
    return "proc_1";
  }
}
