package io.serai.check.internal;

import io.serai.check.Invariant;
import io.serai.check.internal.PaymentFile.Row;
import io.serai.check.internal.PaymentFile.Settled;
import java.util.List;
import java.util.Objects;

/**
 * I6: up to where settlement is, its lines are what the journal moved, each with its tenant,
 * provider, currency and business date; then all their sums are too. And I7: settlement is never
 * further than the journal, and not far behind.
 */
final class SettledRight implements Rule {

  private final Progress progress;

  SettledRight(Progress progress) {
    this.progress = progress;
  }

  @Override
  public void check(PaymentFile payment, Findings findings) {
    Row row = payment.row();
    if (row == null) {
      if (payment.settledSeq() != null || !payment.settled().isEmpty()) {
        findings.add(Invariant.I7, payment, "settlement knows a payment that the journal lacks");
      }
      return;
    }
    int position = Objects.requireNonNullElse(payment.settledSeq(), 0);
    if (position > payment.lastSeq()) {
      findings.add(
          Invariant.I7,
          payment,
          "settlement has applied entry " + position + ", which is not there");
    }
    payment.entries().stream()
        .filter(e -> e.seq() > position)
        .findFirst()
        .ifPresent(first -> behind(payment, first, findings));
    List<Settled> due = due(payment, row, position);
    if (!due.equals(payment.settled())) {
      findings.add(
          Invariant.I6,
          payment,
          "settlement has " + words(payment.settled()) + ", the journal moves " + words(due));
    }
  }

  private void behind(PaymentFile payment, Entry first, Findings findings) {
    if (progress.isLate(first.at())) {
      findings.add(
          Invariant.I7, payment, "entry " + first.seq() + " of " + first.at() + " is not settled");
    } else {
      progress.unsettled(payment, first);
    }
  }

  private static List<Settled> due(PaymentFile payment, Row row, int position) {
    return payment.moved().stream()
        .filter(m -> m.entry().seq() <= position)
        .map(
            m ->
                new Settled(
                    m.entry().seq(),
                    m.movement().provider(),
                    m.entry().data().path("currency").asText(),
                    m.entry().data().path("business_date").asText(),
                    m.movement().kind(),
                    m.movement().operation(),
                    m.movement().minor(),
                    row.tenant()))
        .toList();
  }

  private static String words(List<Settled> lines) {
    return lines.isEmpty()
        ? "nothing"
        : String.join(
            "; ",
            lines.stream()
                .map(
                    l ->
                        "entry "
                            + l.seq()
                            + ": "
                            + l.minor()
                            + " "
                            + l.currency()
                            + " at "
                            + l.provider()
                            + " on "
                            + l.date())
                .toList());
  }
}
