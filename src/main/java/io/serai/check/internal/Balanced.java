package io.serai.check.internal;

import com.fasterxml.jackson.databind.JsonNode;
import io.serai.check.Invariant;
import io.serai.check.internal.PaymentFile.Moved;
import io.serai.check.internal.PaymentFile.Posted;
import io.serai.check.internal.PaymentFile.Row;
import io.serai.journal.Posting;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * I5: the ledger holds exactly the postings of what the journal says has moved. Each posting debits
 * as much as it credits, so equality with the journal's postings is the balance too.
 */
final class Balanced implements Rule {

  @Override
  public void check(PaymentFile payment, Findings findings) {
    Row row = payment.row();
    if (row == null) {
      if (!payment.posted().isEmpty()) {
        findings.add(Invariant.I5, payment, "the ledger has postings of a payment without a row");
      }
      return;
    }
    if (row.beforeLedger()) {
      if (!payment.posted().isEmpty()) {
        findings.add(Invariant.I5, payment, "its row says that it has no postings, but it has");
      }
      return;
    }
    Map<Integer, List<Posted>> due = due(payment, row);
    Map<Integer, List<Posted>> posted = new TreeMap<>();
    payment.posted().forEach(p -> posted.computeIfAbsent(p.seq(), seq -> new ArrayList<>()).add(p));
    if (!due.equals(posted)) {
      findings.add(
          Invariant.I5,
          payment,
          "the ledger has " + words(posted) + ", the journal moves " + words(due));
    } else if (net(row) != net(payment.moved())) {
      findings.add(
          Invariant.I5,
          payment,
          "its row counts " + net(row) + ", the ledger " + net(payment.moved()));
    }
  }

  private static Map<Integer, List<Posted>> due(PaymentFile payment, Row row) {
    Map<Integer, List<Posted>> due = new TreeMap<>();
    for (Moved moved : payment.moved()) {
      JsonNode data = moved.entry().data();
      int seq = moved.entry().seq();
      List<Posted> of = due.computeIfAbsent(seq, s -> new ArrayList<>());
      for (Posting posting : Posting.of(seq, of.size() + 1, moved.movement())) {
        of.add(
            new Posted(
                seq,
                posting.debit().word(),
                posting.credit().word(),
                posting.movement().provider(),
                data.path("currency").asText(),
                posting.minor(),
                row.tenant(),
                data.path("business_date").asText()));
      }
    }
    return due;
  }

  private static String words(Map<Integer, List<Posted>> postings) {
    List<String> words = new ArrayList<>();
    postings
        .values()
        .forEach(
            list ->
                list.forEach(
                    p ->
                        words.add(
                            "entry "
                                + p.seq()
                                + ": "
                                + p.minor()
                                + " "
                                + p.currency()
                                + " debit "
                                + p.debit()
                                + " credit "
                                + p.credit())));
    return words.isEmpty() ? "nothing" : String.join("; ", words);
  }

  private static long net(Row row) {
    long net = 0;
    for (JsonNode movement : row.data().path("counted").path("movements")) {
      net = Math.addExact(net, movement.path("minor").asLong());
    }
    return net;
  }

  private static long net(List<Moved> moved) {
    return moved.stream().mapToLong(m -> m.movement().minor()).reduce(0, Math::addExact);
  }
}
