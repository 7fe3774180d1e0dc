package io.serai.issuing;

import io.serai.payment.Currency;

/**
 * The account behind one or more cards, as it stands under its row lock.
 *
 * @param id {@code acc_…}
 * @param tenant whose it is
 * @param program the card program that gives its rules ({@code issuing.yaml})
 * @param currency of every amount in it
 * @param balanceMinor what was paid in less what was cleared; negative where a credit line is used
 * @param creditLineMinor how far the balance may fall below zero; 0 for prepaid
 * @param heldMinor the sum of its open holds
 * @param seq the number of its latest event
 * @param usage what was used of its limits
 */
public record CardAccount(
    String id,
    String tenant,
    String program,
    Currency currency,
    long balanceMinor,
    long creditLineMinor,
    long heldMinor,
    long seq,
    Usage usage) {

  /** What may still be spent, in minor units; negative after an advice that nobody could refuse. */
  public long availableMinor() {
    return Math.subtractExact(Math.addExact(balanceMinor, creditLineMinor), heldMinor);
  }

  /** The account with more (or, below zero, less) held. */
  public CardAccount hold(long minor) {
    return new CardAccount(
        id,
        tenant,
        program,
        currency,
        balanceMinor,
        creditLineMinor,
        Math.addExact(heldMinor, minor),
        seq,
        usage);
  }

  /** The account with more (or, below zero, less) in it. */
  public CardAccount post(long minor) {
    return new CardAccount(
        id,
        tenant,
        program,
        currency,
        Math.addExact(balanceMinor, minor),
        creditLineMinor,
        heldMinor,
        seq,
        usage);
  }

  /** The account with other counts of what was used. */
  public CardAccount use(Usage now) {
    return new CardAccount(
        id, tenant, program, currency, balanceMinor, creditLineMinor, heldMinor, seq, now);
  }

  /** The account after its next event. */
  public CardAccount next() {
    return new CardAccount(
        id, tenant, program, currency, balanceMinor, creditLineMinor, heldMinor, seq + 1, usage);
  }
}
