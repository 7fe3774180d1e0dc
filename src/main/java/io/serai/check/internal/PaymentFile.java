package io.serai.check.internal;

import com.fasterxml.jackson.databind.JsonNode;
import io.serai.payment.CardData;
import io.serai.payment.Counted;
import io.serai.payment.Movement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that is written of one payment, as one transaction saw it.
 *
 * @param id the payment
 * @param row its row, or null if there is none
 * @param entries its journal, in order
 * @param posted its rows of the ledger
 * @param followUps what was or is owed for it
 * @param claimedBy the payment that its key stands for, or null if the key is not claimed
 * @param settledSeq how far settlement is, or null
 * @param settled settlement's lines
 */
record PaymentFile(
    String id,
    @Nullable Row row,
    List<Entry> entries,
    List<Posted> posted,
    List<Owed> followUps,
    @Nullable String claimedBy,
    @Nullable Integer settledSeq,
    List<Settled> settled) {

  /** The payment's row. */
  record Row(
      String tenant,
      String merchant,
      int seq,
      String state,
      boolean inFlight,
      String text,
      JsonNode data) {

    long minor() {
      return data.path("amount").path("minor").asLong();
    }

    /** Whether it began before there was a ledger. */
    boolean beforeLedger() {
      return !data.path("counted").isObject();
    }
  }

  /** A row of the ledger. */
  record Posted(
      int seq,
      String debit,
      String credit,
      String provider,
      String currency,
      long minor,
      String tenant,
      String date) {}

  /** A follow-up. */
  record Owed(int attempt, String provider, String operation, boolean open, String text) {}

  /** A line of settlement. */
  record Settled(
      int seq,
      String provider,
      String currency,
      String date,
      String kind,
      String operation,
      long minor,
      String tenant) {}

  /** A movement of money and the entry that tells of it. */
  record Moved(Entry entry, Movement movement) {}

  int lastSeq() {
    return entries.isEmpty() ? 0 : entries.get(entries.size() - 1).seq();
  }

  boolean owes() {
    return followUps.stream().anyMatch(Owed::open);
  }

  boolean atRest() {
    return row != null
        && !row.inFlight()
        && !owes()
        && !row.state().equals("unknown")
        && !row.state().equals("pending");
  }

  /** What the journal says has moved. */
  List<Moved> moved() {
    List<Moved> moved = new ArrayList<>();
    Counted counted = Counted.NOTHING;
    for (Entry entry : entries) {
      Counted.Step step = counted.after(entry.money(id));
      counted = step.counted();
      step.movements().forEach(m -> moved.add(new Moved(entry, m)));
    }
    return moved;
  }

  /** Its history for people: nothing that could hold card data is shown. */
  List<String> history() {
    return entries.stream().map(PaymentFile::line).toList();
  }

  private static String line(Entry entry) {
    String line =
        entry.seq()
            + " "
            + entry.at()
            + " "
            + entry.event()
            + (entry.attempt() == 0
                ? ""
                : " " + entry.attempt() + " " + entry.operation() + " " + entry.provider())
            + (entry.outcome().isEmpty() ? "" : " -> " + entry.outcome())
            + ", "
            + entry.state();
    return CardData.kinds(line).isEmpty() ? line : entry.seq() + " " + entry.at() + " (not shown)";
  }
}
