package io.serai.engine.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.serai.journal.Claim;
import io.serai.journal.HistoryEntry;
import io.serai.payment.ErrorCode;
import io.serai.payment.EventKind;
import io.serai.payment.Money;
import io.serai.payment.Outcome;
import io.serai.payment.Payment;
import io.serai.payment.PaymentState;
import io.serai.payment.SeraiException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The neutral answers that a {@code payment:} step leaves in the body. */
final class Answers {

  private static final TypeReference<Map<String, Object>> MAP = new TypeReference<>() {};

  private final ObjectMapper json;

  Answers(ObjectMapper json) {
    this.json = json;
  }

  /** A payment as it stands. */
  Map<String, Object> payment(Payment payment) {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("id", payment.id());
    answer.put("state", payment.state().word());
    answer.put("amount", payment.amount().minor());
    answer.put("currency", payment.amount().currency().alphabetic());
    Payment.Placement placed = payment.placement();
    if (placed != null) {
      answer.put("provider", placed.provider());
      putIfKnown(answer, "provider_reference", placed.reference());
      putIfKnown(answer, "approval_code", placed.approvalCode());
    }
    putIfKnown(answer, "reference", payment.origin().reference());
    if (payment.reversalRequested()) {
      answer.put("reversal_requested", true);
    }
    if (payment.undone().refunded() > 0) {
      answer.put("refunded", payment.undone().refunded());
    }
    answer.put("created_at", payment.origin().createdAt().toString());
    if (payment.confirmedAt() != null) {
      answer.put("confirmed_at", payment.confirmedAt().toString());
    }
    answer.put("outcome", outcome(payment.state()));
    answer.put("code", outcome(payment.state()));
    putIfKnown(answer, "decline_code", payment.declineCode());
    return answer;
  }

  /**
   * A payment as its caller was told once it was settled: what was given back or confirmed since
   * then is no part of that answer.
   */
  Map<String, Object> settled(Payment payment) {
    Map<String, Object> answer = payment(payment);
    if (payment.state() == PaymentState.PARTIALLY_REFUNDED
        || payment.state() == PaymentState.REFUNDED) {
      answer.put("state", PaymentState.APPROVED.word());
    }
    answer.remove("refunded");
    answer.remove("confirmed_at");
    return answer;
  }

  /** A refund with its outcome. */
  Map<String, Object> refund(
      Payment payment, Payment.InFlight attempt, String createdAt, Outcome outcome) {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("id", attempt.subject());
    answer.put("payment", payment.id());
    answer.put("state", refundState(outcome));
    answer.put("amount", attempt.minor());
    answer.put("currency", payment.amount().currency().alphabetic());
    answer.put("provider", attempt.provider());
    if (outcome instanceof Outcome.Approved approved) {
      putIfKnown(answer, "provider_reference", approved.providerReference());
    }
    answer.put("created_at", createdAt);
    answer.put("outcome", refundOutcome(outcome));
    answer.put("code", refundOutcome(outcome));
    if (outcome instanceof Outcome.Declined declined) {
      answer.put("decline_code", declined.code());
    }
    return answer;
  }

  /** A refund as its entries in the journal tell it, also when it was resolved later. */
  Map<String, Object> refund(Claim claim, List<HistoryEntry> entries) {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("id", claim.subject());
    answer.put("payment", claim.paymentId());
    answer.put("created_at", claim.at().toString());
    String outcome = "pending";
    for (HistoryEntry entry : entries) {
      Map<String, Object> data = entry.data();
      if (claim.subject().equals(data.get("subject"))) {
        for (String known : List.of("amount", "currency", "provider", "provider_reference")) {
          putIfKnown(answer, known, data.get(known));
        }
        outcome =
            entry.event().equals(EventKind.REFUND_QUEUED.word())
                ? "pending"
                : String.valueOf(data.getOrDefault("outcome", outcome));
      }
    }
    String told = outcome.equals("not_sent") ? "unknown" : outcome;
    answer.put("state", told.equals("approved") ? "succeeded" : told);
    answer.put("outcome", told);
    answer.put("code", told);
    return answer;
  }

  /** An answer with another word for its outcome, and the DE39 that goes with it if any. */
  static Map<String, Object> told(
      Map<String, Object> answer, String outcome, String code, @Nullable String responseCode) {
    Map<String, Object> told = new LinkedHashMap<>(answer);
    told.put("outcome", outcome);
    told.put("code", code);
    putIfKnown(told, "response_code", responseCode);
    return told;
  }

  String write(Map<String, Object> answer) {
    try {
      return json.writeValueAsString(answer);
    } catch (JsonProcessingException e) {
      throw new SeraiException(ErrorCode.INTERNAL, null, "an answer cannot be written", e);
    }
  }

  Map<String, Object> read(String saved) {
    try {
      Map<String, Object> answer = new LinkedHashMap<>(json.readValue(saved, MAP));
      answer.put("replay", true);
      return answer;
    } catch (JsonProcessingException e) {
      throw new SeraiException(ErrorCode.INTERNAL, null, "a saved answer cannot be read", e);
    }
  }

  static Money part(Payment payment, long minor) {
    return new Money(minor, payment.amount().currency());
  }

  private static String outcome(PaymentState state) {
    return switch (state) {
      case UNKNOWN -> "unknown";
      case PENDING -> "pending";
      case APPROVED, PARTIALLY_REFUNDED, REFUNDED -> "approved";
      case DECLINED, REVERSED, EXPIRED -> "declined";
      case FAILED -> "failed";
    };
  }

  private static String refundState(Outcome outcome) {
    return switch (outcome.kind()) {
      case APPROVED -> "succeeded";
      case DECLINED -> "declined";
      case NOT_SENT -> "failed";
      case PENDING -> "pending";
      case UNKNOWN -> "unknown";
    };
  }

  private static String refundOutcome(Outcome outcome) {
    return outcome.elsewhere() ? "failed" : outcome.word();
  }

  private static void putIfKnown(Map<String, Object> answer, String name, @Nullable Object value) {
    if (value != null) {
      answer.put(name, value);
    }
  }
}
