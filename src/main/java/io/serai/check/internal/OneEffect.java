package io.serai.check.internal;

import io.serai.check.Invariant;
import io.serai.check.internal.PaymentFile.Owed;
import io.serai.check.internal.PaymentFile.Row;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * I1: money of one key is at one provider at the most, but for what is being taken back; at rest it
 * is exactly what the state says, and the providers' books say the same.
 */
final class OneEffect implements Rule {

  private final Books books;

  /** Keys may be forgotten so long after their payments are final, and no sooner. */
  private static final Duration KEYS_KEPT = Duration.ofDays(30);

  private final Mark beforeBooks;
  private final Instant forgottenBefore;

  /**
   * The rule.
   *
   * @param beforeBooks what was in the journal before the books were read
   * @param now the time by which ages are told
   */
  OneEffect(Books books, Mark beforeBooks, Instant now) {
    this.books = books;
    this.beforeBooks = beforeBooks;
    this.forgottenBefore = now.minus(KEYS_KEPT);
  }

  @Override
  public void check(PaymentFile payment, Findings findings) {
    Row row = payment.row();
    if (row == null) {
      return;
    }
    Map<String, Long> nets = nets(payment);
    Set<String> undone = beingUndone(payment);
    List<String> effects =
        nets.entrySet().stream()
            .filter(n -> n.getValue() != 0 && !undone.contains(n.getKey()))
            .map(Map.Entry::getKey)
            .toList();
    long net = nets.values().stream().reduce(0L, Math::addExact);
    if (effects.size() > 1) {
      findings.add(Invariant.I1, payment, "money is at " + String.join(" and ", effects));
    } else if (payment.atRest() && net != owedAtRest(row)) {
      findings.add(
          Invariant.I1,
          payment,
          "it is " + row.state() + " with " + net + " charged, not " + owedAtRest(row));
    } else if (nets.values().stream().anyMatch(n -> n < 0 || n > row.minor())) {
      findings.add(Invariant.I1, payment, "more was moved than was asked for: " + nets);
    }
    boolean needsItsKey = (net != 0 || !payment.atRest()) && !mayBeForgotten(payment);
    if (needsItsKey && !payment.id().equals(payment.claimedBy())) {
      findings.add(
          Invariant.I1,
          payment,
          payment.claimedBy() == null
              ? "its key is not claimed"
              : "its key stands for " + payment.claimedBy());
    }
    // What was written since may be more than the books have.
    if (payment.atRest() && payment.entries().stream().noneMatch(beforeBooks::isBefore)) {
      books.compare(payment, nets, findings);
    }
  }

  /** Its key may be gone by now, and even stand for another payment. */
  private boolean mayBeForgotten(PaymentFile payment) {
    return payment.atRest()
        && payment.entries().stream().allMatch(entry -> entry.at().isBefore(forgottenBefore));
  }

  private static Map<String, Long> nets(PaymentFile payment) {
    Map<String, Long> nets = new TreeMap<>();
    payment
        .moved()
        .forEach(m -> nets.merge(m.movement().provider(), m.movement().minor(), Math::addExact));
    return nets;
  }

  private static Set<String> beingUndone(PaymentFile payment) {
    Set<String> providers = new HashSet<>();
    payment.followUps().stream()
        .filter(f -> f.open() && !f.operation().equals("refund"))
        .map(Owed::provider)
        .forEach(providers::add);
    return providers;
  }

  private static long owedAtRest(Row row) {
    var undone = row.data().path("undone");
    return switch (row.state()) {
      case "approved", "partially_refunded", "refunded" ->
          Math.subtractExact(
              row.minor(),
              Math.addExact(undone.path("refunded").asLong(), undone.path("reversed").asLong()));
      default -> 0;
    };
  }
}
