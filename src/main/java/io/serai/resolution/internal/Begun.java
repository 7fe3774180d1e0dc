package io.serai.resolution.internal;

import io.serai.journal.HistoryEntry;
import io.serai.payment.EventKind;
import io.serai.payment.Operation;
import io.serai.payment.Payment;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An attempt as its intent says.
 *
 * @param attempt its number
 * @param operation what the provider was asked
 * @param subject what it makes
 * @param minor how much it was about, in minor units
 */
record Begun(int attempt, Operation operation, String subject, long minor) {

  /** The attempt of an entry of the history. */
  static Begun of(Map<String, Object> data) {
    return new Begun(
        data.get("attempt") instanceof Number number ? number.intValue() : 0,
        Operation.of(String.valueOf(data.get("operation"))),
        String.valueOf(data.get("subject")),
        data.get("amount") instanceof Number minor ? minor.longValue() : 0);
  }

  /** The attempt that news mean: the one that was named, else the one that has the payment. */
  static @Nullable Begun meant(PaymentNews news, Payment payment, List<HistoryEntry> history) {
    return history.stream()
        .map(HistoryEntry::data)
        .filter(data -> EventKind.ATTEMPT_STARTED.word().equals(data.get("event")))
        .filter(data -> news.provider().equals(data.get("provider")))
        .map(Begun::of)
        .filter(one -> one.operation().beginsPayment())
        .filter(
            one ->
                news.attempt() == null ? one.isPlacedBy(payment) : news.attempt() == one.attempt())
        .findFirst()
        .orElse(null);
  }

  /** Whether it is the one that has the payment. */
  boolean isPlacedBy(Payment payment) {
    Payment.Placement at = payment.placement();
    return at != null && at.key().equals(payment.providerKey(attempt));
  }

  /** Whether the history has an approval of it that came late. */
  boolean isRecorded(List<HistoryEntry> history) {
    return history.stream()
        .map(HistoryEntry::data)
        .filter(data -> EventKind.LATE_ANSWER.word().equals(data.get("event")))
        .anyMatch(
            data ->
                Integer.valueOf(attempt).equals(data.get("attempt"))
                    && "approved".equals(data.get("outcome")));
  }

  /** It as one that is under way, for an entry about it. */
  Payment.InFlight inFlight(String provider, Instant now) {
    return new Payment.InFlight(attempt, operation, provider, subject, minor, "", now);
  }
}
