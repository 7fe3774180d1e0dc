package io.serai.journal;

import io.serai.payment.Movement;
import java.util.List;

/**
 * A transfer between two accounts of the ledger, which debits one and credits the other by the same
 * amount: no set of postings can be out of balance (I5).
 *
 * @param seq the journal entry that it belongs to
 * @param number its number within that entry, from 1
 * @param debit the account that is debited
 * @param credit the account that is credited
 * @param movement the movement of money that it writes down
 * @param minor minor units, more than 0
 */
public record Posting(
    int seq, int number, Account debit, Account credit, Movement movement, long minor) {

  /** Refuses what is no transfer. */
  public Posting {
    if (minor <= 0 || debit == credit) {
      throw new IllegalArgumentException("a posting moves money between two accounts");
    }
  }

  /**
   * The postings of a movement, in the order of the money: a provider takes it from the customer,
   * and what the customer paid is owed to the merchant; given back, the other way round. The fee,
   * once there are models of fees, is a third posting from the merchant; one of nothing is not
   * written.
   */
  public static List<Posting> of(int seq, int first, Movement movement) {
    long minor = Math.absExact(movement.minor());
    boolean taken = movement.minor() > 0;
    return List.of(
        taken
            ? new Posting(
                seq, first, Account.PROVIDER_RECEIVABLE, Account.CUSTOMER, movement, minor)
            : new Posting(seq, first, Account.MERCHANT_PAYABLE, Account.CUSTOMER, movement, minor),
        taken
            ? new Posting(
                seq, first + 1, Account.CUSTOMER, Account.MERCHANT_PAYABLE, movement, minor)
            : new Posting(
                seq, first + 1, Account.CUSTOMER, Account.PROVIDER_RECEIVABLE, movement, minor));
  }
}
