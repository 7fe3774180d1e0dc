package io.serai.issuing;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a step makes of an account; all of it is committed together, or nothing.
 *
 * @param account the account afterwards, with the sequence of {@code event}; null only for an
 *     unknown card
 * @param hold the hold as it is now (made or changed), or null
 * @param event what happened; null only for an unknown card
 * @param transfers what is posted to the ledger; holds post nothing
 * @param decision what is answered
 */
public record Change(
    @Nullable CardAccount account,
    @Nullable Hold hold,
    @Nullable CardEvent event,
    List<Transfer> transfers,
    CardDecision decision) {

  /** Copies. */
  public Change {
    transfers = List.copyOf(transfers);
  }

  /**
   * One transfer of the ledger.
   *
   * @param debit the account that is debited ({@code cardholder}, {@code network_payable}, …)
   * @param credit the account that is credited
   * @param kind why: {@code top_up}, {@code clearing}, {@code chargeback}, {@code representment}
   * @param minor how much, more than zero
   */
  public record Transfer(String debit, String credit, String kind, long minor) {}
}
