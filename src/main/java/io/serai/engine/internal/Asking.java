package io.serai.engine.internal;

import io.serai.journal.Claim;
import io.serai.journal.CommitResult;
import io.serai.journal.HistoryEntry;
import io.serai.journal.NewEntry;
import io.serai.payment.ErrorCode;
import io.serai.payment.EventData;
import io.serai.payment.EventKind;
import io.serai.payment.Payment;
import io.serai.payment.PaymentState;
import io.serai.payment.SeraiException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Questions about a payment, and the upstream's acknowledgement of it (S1.72). */
final class Asking {

  private final Tools tools;
  private final Replays replays;

  Asking(Tools tools, Replays replays) {
    this.tools = tools;
    this.replays = replays;
  }

  CompletableFuture<Map<String, Object>> status(Caller caller, Fields fields) {
    return tools
        .payment(caller.tenant(), fields.requiredText("payment"))
        .thenApply(payment -> tools.answers().payment(payment));
  }

  CompletableFuture<Map<String, Object>> history(Caller caller, Fields fields) {
    String id = fields.requiredText("payment");
    return tools
        .payment(caller.tenant(), id)
        .thenCompose(
            payment -> tools.journal().history(id).thenApply(entries -> history(payment, entries)));
  }

  private Map<String, Object> history(Payment payment, List<HistoryEntry> entries) {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("id", payment.id());
    answer.put("state", payment.state().word());
    answer.put("entries", entries.stream().map(HistoryEntry::data).toList());
    return answer;
  }

  CompletableFuture<Map<String, Object>> confirm(Caller caller, Fields fields) {
    String id = fields.requiredText("payment");
    return replays.replayOr(
        caller,
        () ->
            tools
                .payment(caller.tenant(), id)
                .thenCompose(payment -> confirm(caller, fields, payment)));
  }

  private CompletableFuture<Map<String, Object>> confirm(
      Caller caller, Fields fields, Payment payment) {
    if (payment.state() != PaymentState.APPROVED
        && payment.state() != PaymentState.PARTIALLY_REFUNDED
        && payment.state() != PaymentState.REFUNDED) {
      throw new SeraiException(
          ErrorCode.STATE_CONFLICT,
          "a payment that is " + payment.state().word() + " cannot be confirmed");
    }
    if (payment.confirmedAt() != null) {
      return CompletableFuture.completedFuture(tools.answers().payment(payment));
    }
    Payment confirmed = payment.confirm(tools.now());
    Map<String, Object> answer = tools.answers().payment(confirmed);
    String subject = "confirmation of " + payment.id();
    var commit =
        tools
            .commit(confirmed)
            .entry(
                new NewEntry(
                    EventKind.CONFIRMED,
                    EventData.Facts.NONE,
                    tools.answers().write(answer),
                    subject))
            .claim(
                new Claim(
                    caller.requireKey(), payment.id(), subject, caller.fingerprint(), tools.now()))
            .build();
    return tools
        .journal()
        .commit(commit)
        .thenCompose(
            result ->
                result == CommitResult.COMMITTED
                    ? CompletableFuture.completedFuture(answer)
                    : confirm(caller, fields));
  }
}
