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
 * @param alsoClaims another key that is taken with it, if it is free; null for none
 */
public record Change(
    @Nullable CardAccount account,
    @Nullable Hold hold,
    @Nullable CardEvent event,
    List<Transfer> transfers,
    CardDecision decision,
    @Nullable AlsoClaims alsoClaims) {

  /** Copies. */
  public Change {
    transfers = List.copyOf(transfers);
  }

  /** A change that claims no key but its own. */
  public Change(
      @Nullable CardAccount account,
      @Nullable Hold hold,
      @Nullable CardEvent event,
      List<Transfer> transfers,
      CardDecision decision) {
    this(account, hold, event, transfers, decision, null);
  }

  /**
   * Another key that is claimed, so that what comes under it later is not done any more: a reversal
   * that overtakes takes its original's. A key that is claimed already stays as it is.
   *
   * @param key the key, of the same tenant
   * @param fingerprint what a request under it must share; empty for any
   * @param decision what it is answered
   */
  public record AlsoClaims(String key, String fingerprint, CardDecision decision) {}

  /**
   * One transfer of the ledger.
   *
   * @param debit the account that is debited ({@code cardholder}, {@code network_payable}, …)
   * @param credit the account that is credited
   * @param kind why: {@code top_up}, {@code top_up_refund}, {@code clearing}, {@code credit},
   *     {@code chargeback}, {@code representment}
   * @param minor how much, more than zero
   */
  public record Transfer(String debit, String credit, String kind, long minor) {}
}
