package io.serai.check.internal;

import com.fasterxml.jackson.databind.JsonNode;
import io.serai.check.Invariant;
import io.serai.check.internal.PaymentFile.Row;
import io.serai.payment.PaymentState;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;

/** I2: a gapless sequence of listed changes, and a row that says what they come to. */
final class OneState implements Rule {

  @Override
  public void check(PaymentFile payment, Findings findings) {
    Row row = payment.row();
    if (row == null) {
      if (!payment.entries().isEmpty()) {
        findings.add(Invariant.I2, payment, "it has journal entries and no row");
      }
      return;
    }
    if (gapless(payment, findings) && changes(payment, row, findings)) {
      row(payment, row, findings);
    }
  }

  private static boolean gapless(PaymentFile payment, Findings findings) {
    int next = 1;
    for (Entry entry : payment.entries()) {
      if (entry.seq() != next) {
        findings.add(Invariant.I2, payment, "entry " + next + " is missing or there twice");
        return false;
      }
      next++;
    }
    if (payment.row() != null && payment.row().seq() != next - 1) {
      findings.add(
          Invariant.I2,
          payment,
          "its row says " + payment.row().seq() + " entries, the journal has " + (next - 1));
      return false;
    }
    return true;
  }

  private static boolean changes(PaymentFile payment, Row row, Findings findings) {
    PaymentState state = PaymentState.PENDING;
    for (Entry entry : payment.entries()) {
      if (!isState(entry.state())) {
        findings.add(Invariant.I2, payment, "entry " + entry.seq() + " has no state");
        return false;
      }
      PaymentState next = PaymentState.of(entry.state());
      if (!state.mayBecome(next)) {
        findings.add(
            Invariant.I2,
            payment,
            "entry " + entry.seq() + " makes " + next.word() + " of " + state.word());
        return false;
      }
      state = next;
    }
    if (!row.state().equals(state.word())) {
      findings.add(
          Invariant.I2,
          payment,
          "its row says " + row.state() + ", its last entry " + state.word());
      return false;
    }
    return true;
  }

  private static void row(PaymentFile payment, Row row, Findings findings) {
    JsonNode data = row.data();
    Set<Integer> open = new TreeSet<>();
    long refunded = 0;
    for (Entry entry : payment.entries()) {
      if (entry.started()) {
        open.add(entry.attempt());
      } else if (entry.ended()) {
        open.remove(entry.attempt());
      }
    }
    for (PaymentFile.Moved moved : payment.moved()) {
      if (moved.movement().operation().equals("refund")) {
        refunded = Math.addExact(refunded, -moved.movement().minor());
      }
    }
    Set<Integer> said = new TreeSet<>();
    data.path("inFlight").forEach(a -> said.add(a.path("attempt").asInt()));
    if (!row.state().equals(data.path("state").asText()) || row.seq() != data.path("seq").asInt()) {
      findings.add(Invariant.I2, payment, "its row contradicts itself");
    }
    if (!open.equals(said) || row.inFlight() == said.isEmpty()) {
      findings.add(
          Invariant.I2,
          payment,
          "attempts under way: its row says " + said + ", the journal " + open);
    }
    if (refunded != data.path("undone").path("refunded").asLong()) {
      findings.add(
          Invariant.I2,
          payment,
          "its row says "
              + data.path("undone").path("refunded").asLong()
              + " refunded, the journal "
              + refunded);
    }
  }

  private static boolean isState(String word) {
    return Arrays.stream(PaymentState.values()).anyMatch(s -> s.word().equals(word));
  }
}
