package io.serai.check;

import java.util.List;

/**
 * What a run of the checker found.
 *
 * @param breaches what must never be, {@link Checker#MOST_BREACHES} at the most
 * @param found how many there were
 * @param payments payments checked
 * @param entries journal entries of those payments
 * @param records records read from Kafka
 * @param accounts card accounts checked
 * @param unresolved payments with an outcome that is unknown, pending or under way, or with
 *     something still owed; no breach, but nothing is at rest before it is 0
 * @param unsettled payments with entries that are not on Kafka or not settled yet, but young enough
 */
public record CheckReport(
    List<Breach> breaches,
    long found,
    long payments,
    long entries,
    long records,
    long accounts,
    long unresolved,
    long unsettled) {

  /** Keeps a copy. */
  public CheckReport {
    breaches = List.copyOf(breaches);
  }

  /** One line of figures. */
  public String summary() {
    return "%d breaches; %d payments, %d entries, %d records on Kafka, %d card accounts; %d unresolved, %d not settled yet"
        .formatted(found, payments, entries, records, accounts, unresolved, unsettled);
  }
}
