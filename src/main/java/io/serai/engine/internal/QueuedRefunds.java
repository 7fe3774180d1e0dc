package io.serai.engine.internal;

import io.serai.engine.RefundQueue;
import io.serai.engine.internal.caps.Denial;
import io.serai.engine.internal.caps.Permit;
import io.serai.engine.internal.caps.Verdict;
import io.serai.journal.Claim;
import io.serai.journal.CommitResult;
import io.serai.journal.HistoryEntry;
import io.serai.journal.NewEntry;
import io.serai.payment.EventData;
import io.serai.payment.EventKind;
import io.serai.payment.Payment;
import io.serai.payment.RefundSums;
import io.serai.payment.SendBy;
import io.serai.provider.Provider;
import io.serai.provider.ProviderSet;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

/**
 * Refunds that a cap lets wait: accepted with their key claimed and their amount reserved, and sent
 * once the cap has room. What the journal says of a refund decides whether it is still to be sent.
 */
final class QueuedRefunds {

  private final Tools tools;
  private final RefundSending sending;
  private final RefundQueue queue;

  QueuedRefunds(Tools tools, RefundSending sending, RefundQueue queue) {
    this.tools = tools;
    this.sending = sending;
    this.queue = queue;
  }

  /** What became of a commit, and what the caller is told if it was taken. */
  record Written(CommitResult result, Map<String, Object> answer) {}

  /** The entry of a refund that waits to be sent, or to be sent again. */
  static NewEntry entry(Payment.InFlight attempt, String code) {
    return entry(attempt.provider(), attempt.subject(), attempt.minor(), code);
  }

  private static NewEntry entry(String provider, String subject, long minor, String code) {
    return new NewEntry(
        EventKind.REFUND_QUEUED, EventData.Facts.queued(provider, subject, minor, code));
  }

  /** Accepts a refund: first the row that the worker finds, then the claim that makes it valid. */
  CompletableFuture<Written> queue(
      Refunding.Wanted wanted, Payment payment, long minor, Provider provider, Denial denial) {
    Instant createdAt = Refunding.createdAt(tools);
    var commit =
        tools
            .commit(payment.undo(RefundSums.reserve(payment, minor)), provider, createdAt)
            .entry(entry(provider.name(), wanted.subject(), minor, "capped"))
            .claim(Refunding.claim(wanted, payment, createdAt))
            .build();
    return queue
        .keep(
            new RefundQueue.Waiting(
                wanted.subject(),
                wanted.caller().tenant(),
                payment.id(),
                minor,
                payment.amount().currency().alphabetic(),
                denial.until()))
        .thenCompose(kept -> tools.journal().commit(commit))
        .thenApply(
            result ->
                new Written(result, answer(payment, wanted.subject(), minor, provider, createdAt)));
  }

  private Map<String, Object> answer(
      Payment payment, String subject, long minor, Provider provider, Instant createdAt) {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("id", subject);
    answer.put("payment", payment.id());
    answer.put("state", "pending");
    answer.put("amount", minor);
    answer.put("currency", payment.amount().currency().alphabetic());
    answer.put("provider", provider.name());
    answer.put("created_at", createdAt.toString());
    answer.put("outcome", "pending");
    answer.put("code", "pending");
    return answer;
  }

  /** Sends a refund if it waits; else says how it stands. Empty if it was never accepted. */
  CompletableFuture<Map<String, Object>> carryOut(
      Caller caller, String paymentId, String subject, ProviderSet providers) {
    // The payment first: entries that come between the two reads make the commit stale.
    return tools
        .payment(caller.tenant(), paymentId)
        .thenCompose(
            payment ->
                tools
                    .journal()
                    .history(paymentId)
                    .thenCompose(
                        entries -> carryOut(caller, payment, subject, entries, providers)));
  }

  private CompletableFuture<Map<String, Object>> carryOut(
      Caller caller,
      Payment payment,
      String subject,
      List<HistoryEntry> entries,
      ProviderSet providers) {
    List<HistoryEntry> own =
        entries.stream().filter(entry -> subject.equals(entry.data().get("subject"))).toList();
    if (own.isEmpty()) {
      return CompletableFuture.completedFuture(Map.of());
    }
    HistoryEntry last = own.get(own.size() - 1);
    if (!last.event().equals(EventKind.REFUND_QUEUED.word())) {
      return standing(payment, subject, entries);
    }
    long minor = ((Number) Objects.requireNonNull(last.data().get("amount"))).longValue();
    Provider provider = Refunding.provider(payment, providers);
    Verdict verdict = Refunding.take(tools, caller, payment, minor, provider);
    if (verdict instanceof Denial denial) {
      return CompletableFuture.failedFuture(denial.exceeded());
    }
    return send(
        caller, payment, subject, minor, provider, (Permit) verdict, own.get(0).at(), providers);
  }

  private CompletableFuture<Map<String, Object>> send(
      Caller caller,
      Payment payment,
      String subject,
      long minor,
      Provider provider,
      Permit permit,
      Instant createdAt,
      ProviderSet providers) {
    SendBy sendBy = tools.sendBy(provider);
    Payment.InFlight attempt = sending.attempt(payment, provider, subject, minor, sendBy);
    var commit =
        tools
            .commit(payment.begin(attempt), provider)
            .entry(new NewEntry(EventKind.ATTEMPT_STARTED, EventData.Facts.started(attempt)))
            .build();
    return sending.begin(
        commit,
        new RefundSending.Reserved(
            commit.payment(), attempt, provider, sendBy, permit, createdAt, null),
        result -> carryOut(caller, payment.id(), subject, providers));
  }

  private CompletableFuture<Map<String, Object>> standing(
      Payment payment, String subject, List<HistoryEntry> entries) {
    return tools
        .journal()
        .answer(payment.id(), subject)
        .thenApply(
            saved ->
                saved
                    .map(tools.answers()::read)
                    .orElseGet(
                        () ->
                            tools
                                .answers()
                                .refund(
                                    new Claim("", payment.id(), subject, "", tools.now()),
                                    entries)));
  }
}
