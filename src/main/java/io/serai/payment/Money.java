package io.serai.payment;

/**
 * An amount of money: minor units and their currency, never a float.
 *
 * @param minor the amount in minor units (1000 JPY is 1000, 10.00 USD is 1000)
 * @param currency its currency
 */
public record Money(long minor, Currency currency) {

  /**
   * The sum of two amounts of one currency.
   *
   * @throws SeraiException on different currencies or when the sum does not fit
   */
  public Money plus(Money other) {
    requireSame(other);
    try {
      return new Money(Math.addExact(minor, other.minor), currency);
    } catch (ArithmeticException e) {
      throw SeraiException.invalid("amount", "the sum of the amounts is too large");
    }
  }

  /**
   * The difference of two amounts of one currency; it may be negative.
   *
   * @throws SeraiException on different currencies or when the difference does not fit
   */
  public Money minus(Money other) {
    requireSame(other);
    try {
      return new Money(Math.subtractExact(minor, other.minor), currency);
    } catch (ArithmeticException e) {
      throw SeraiException.invalid("amount", "the difference of the amounts is too large");
    }
  }

  private void requireSame(Money other) {
    if (!currency.equals(other.currency)) {
      throw SeraiException.invalid(
          "currency", "is " + other.currency + ", but the payment is in " + currency);
    }
  }

  @Override
  public String toString() {
    return minor + " " + currency;
  }
}
