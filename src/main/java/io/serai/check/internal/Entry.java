package io.serai.check.internal;

import com.fasterxml.jackson.databind.JsonNode;
import io.serai.payment.EventKind;
import io.serai.payment.MoneyEvent;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A journal entry as it lies in the table.
 *
 * @param seq its number
 * @param at when
 * @param epoch the cluster that wrote it
 * @param xid the transaction that wrote it, an unsigned number
 * @param commit the commit that it is of
 * @param event its kind
 * @param text all that is text in it, but for the answer
 * @param data its data, read
 * @param subject whose answer it holds, or null
 * @param answer the saved answer, or null
 */
record Entry(
    int seq,
    Instant at,
    int epoch,
    long xid,
    String commit,
    String event,
    String text,
    JsonNode data,
    @Nullable String subject,
    @Nullable String answer) {

  boolean started() {
    return event.equals(EventKind.ATTEMPT_STARTED.word());
  }

  boolean ended() {
    return event.equals(EventKind.ATTEMPT_ENDED.word());
  }

  boolean isLateAnswer() {
    return event.equals(EventKind.LATE_ANSWER.word());
  }

  boolean ended(String outcome) {
    return ended() && outcome.equals(outcome());
  }

  int attempt() {
    return data.path("attempt").asInt(0);
  }

  String operation() {
    return data.path("operation").asText("");
  }

  String provider() {
    return data.path("provider").asText("");
  }

  String outcome() {
    return data.path("outcome").asText("");
  }

  String code() {
    return data.path("code").asText("");
  }

  String state() {
    return data.path("state").asText("");
  }

  String about() {
    return data.path("subject").asText("");
  }

  boolean beginsPayment() {
    return operation().equals("charge") || operation().equals("authorize");
  }

  MoneyEvent money(String payment) {
    JsonNode amount = data.path("amount");
    return new MoneyEvent(
        payment,
        event,
        state(),
        attempt(),
        operation(),
        data.path("provider").asText(null),
        data.path("subject").asText(null),
        outcome(),
        data.path("code").asText(null),
        amount.isIntegralNumber() ? amount.asLong() : null);
  }
}
