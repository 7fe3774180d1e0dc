package io.serai.provider;

import io.serai.payment.Currency;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A price list of a provider, and the sales that it is for (S1.8 to S1.13). All amounts are in its
 * currency. The part of the amount is worked out exactly; a fee is rounded once, at its end, half a
 * minor unit up.
 *
 * @param brands the cards' brands that it is for; empty for all
 * @param countries the cards' countries that it is for; empty for all
 * @param currency the sales' currency that it is for; null for all, and then it holds no amounts
 * @param base the price below all tiers
 * @param tiers other prices by the month's volume, in rising order
 * @param minimum a fee is never less
 * @param maximum a fee is never more
 * @param refund of a refund
 * @param cancel of a cancel of the network
 * @param chargeback of a chargeback
 */
public record FeeRow(
    Set<String> brands,
    Set<String> countries,
    @Nullable Currency currency,
    FeePrice base,
    List<FeeTier> tiers,
    long minimum,
    long maximum,
    FeeLater refund,
    FeeLater cancel,
    FeeLater chargeback) {

  /** The maximum of a row that has none. */
  public static final long NO_MAXIMUM = Long.MAX_VALUE / FeePrice.WHOLE;

  /** Keeps copies. */
  public FeeRow {
    brands = Set.copyOf(brands);
    countries = Set.copyOf(countries);
    tiers = List.copyOf(tiers);
  }

  /** Whether it is for such a sale. What is not known of a sale fits only where nothing is said. */
  public boolean fits(Sale sale) {
    return (brands.isEmpty() || (sale.brand() != null && brands.contains(sale.brand())))
        && (countries.isEmpty() || (sale.country() != null && countries.contains(sale.country())))
        && (currency == null || currency.equals(sale.amount().currency()));
  }

  /** Whether it is for all that another row is for, so that the other behind it never decides. */
  public boolean covers(FeeRow other) {
    return covers(brands, other.brands)
        && covers(countries, other.countries)
        && (currency == null || currency.equals(other.currency));
  }

  private static boolean covers(Set<String> mine, Set<String> others) {
    return mine.isEmpty() || (!others.isEmpty() && mine.containsAll(others));
  }

  /**
   * What a sale costs by it.
   *
   * @param minor the amount
   * @param volume what the month had before it; matters to tiers alone
   * @throws ArithmeticException for an amount that is too large to be priced
   */
  Cost cost(long minor, long volume) {
    long price = Math.addExact(part(minor, volume), whole(at(volume).fixed()));
    long fee = Math.max(whole(minimum), Math.min(whole(maximum), price));
    long later =
        Math.addExact(refund.expected(), Math.addExact(cancel.expected(), chargeback.expected()));
    return new Cost(Cost.rounded(fee), Math.addExact(fee, later));
  }

  /** The part of the amount, each stretch of it at the price of its tier. */
  private long part(long minor, long volume) {
    long from = Math.min(volume, Long.MAX_VALUE - minor);
    long end = from + minor;
    long part = 0;
    FeePrice price = base;
    for (FeeTier tier : tiers) {
      long border = Math.min(end, tier.from() - 1);
      if (border > from) {
        part = Math.addExact(part, Math.multiplyExact(border - from, price.millionths()));
        from = border;
      }
      price = tier.price();
    }
    return Math.addExact(part, Math.multiplyExact(end - from, price.millionths()));
  }

  /** The price of the tier in which a sale begins. */
  private FeePrice at(long volume) {
    FeePrice price = base;
    for (FeeTier tier : tiers) {
      if (volume >= tier.from() - 1) {
        price = tier.price();
      }
    }
    return price;
  }

  private static long whole(long minor) {
    return Math.multiplyExact(minor, FeePrice.WHOLE);
  }
}
