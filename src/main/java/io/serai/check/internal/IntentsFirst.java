package io.serai.check.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.serai.check.Invariant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** I4: no end without its beginning, no effect without an intent, no answer but the outcome's. */
final class IntentsFirst implements Rule {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Set<String> YES =
      Set.of("approved", "succeeded", "partially_refunded", "refunded");
  private static final Set<String> NO = Set.of("declined", "failed", "expired");

  private final Books books;

  IntentsFirst(Books books) {
    this.books = books;
  }

  @Override
  public void check(PaymentFile payment, Findings findings) {
    Map<Integer, Entry> begun = new HashMap<>();
    Set<Integer> ended = new HashSet<>();
    for (Entry entry : payment.entries()) {
      if (entry.started() && begun.put(entry.attempt(), entry) != null) {
        findings.add(Invariant.I4, payment, "attempt " + entry.attempt() + " began twice");
      }
      if (entry.ended()) {
        Entry intent = begun.get(entry.attempt());
        if (intent == null
            || !intent.operation().equals(entry.operation())
            || !intent.provider().equals(entry.provider())) {
          findings.add(
              Invariant.I4, payment, "attempt " + entry.attempt() + " ended without its intent");
        } else if (!ended.add(entry.attempt())) {
          findings.add(Invariant.I4, payment, "attempt " + entry.attempt() + " ended twice");
        }
      }
      if (entry.answer() != null) {
        answer(payment, entry, entry.answer(), findings);
      }
    }
    books.intended(payment, findings);
  }

  private static void answer(PaymentFile payment, Entry entry, String text, Findings findings) {
    String state;
    try {
      JsonNode answer = JSON.readTree(text);
      state = answer.path("state").asText();
    } catch (JsonProcessingException e) {
      findings.add(Invariant.I4, payment, "the answer at entry " + entry.seq() + " is no JSON");
      return;
    }
    boolean told =
        switch (entry.outcome()) {
          case "approved" -> !NO.contains(state);
          case "declined", "not_sent" -> !YES.contains(state);
          default -> true;
        };
    if (!told) {
      findings.add(
          Invariant.I4,
          payment,
          "entry " + entry.seq() + " is " + entry.outcome() + " and was answered " + state);
    }
  }
}
