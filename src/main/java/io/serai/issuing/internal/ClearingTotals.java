package io.serai.issuing.internal;

import io.serai.payment.Currency;
import io.serai.payment.Money;
import io.serai.payment.SeraiException;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a file's records come to, and what its trailers say that they come to: one trailer for each
 * currency of billing, with the count of its records and the sum of their amounts, whichever way
 * the money goes. Not thread-safe.
 */
final class ClearingTotals {

  private static final class Total {
    private long count;
    private long minor;
  }

  private final Map<String, Total> counted = new TreeMap<>();
  private final Map<String, Total> said = new TreeMap<>();
  private int unreadable;
  private int records;

  /** Counts a record; null where what it bills cannot be read. */
  void add(@Nullable Money billed) {
    records++;
    if (billed == null) {
      unreadable++;
    } else {
      Total total = counted.computeIfAbsent(billed.currency().alphabetic(), c -> new Total());
      total.count++;
      total.minor = Math.addExact(total.minor, billed.minor());
    }
  }

  /**
   * Takes a trailer.
   *
   * @throws SeraiException naming what is wrong with it
   */
  void trailer(String at, Map<String, String> values) {
    String count = values.getOrDefault("number", "");
    String sum = values.getOrDefault("billing_amount", "");
    if (!count.matches("[0-9]{1,9}")) {
      throw SeraiException.invalid(at, "number: a trailer has the count of records there");
    }
    if (!sum.matches("[0-9]{1,18}")) {
      throw SeraiException.invalid(
          at, "billing_amount: a trailer has the sum there, in minor units");
    }
    String currency;
    try {
      currency = Currency.of(values.getOrDefault("billing_currency", "")).alphabetic();
    } catch (SeraiException e) {
      throw SeraiException.invalid(at, "billing_currency: must be a currency of ISO 4217, as JPY");
    }
    Total total = new Total();
    total.count = Long.parseLong(count);
    total.minor = Long.parseLong(sum);
    if (said.put(currency, total) != null) {
      throw SeraiException.invalid(at, "there are two trailers for " + currency);
    }
  }

  /** How many records there are. */
  int records() {
    return records;
  }

  boolean hasTrailer() {
    return !said.isEmpty();
  }

  /** Why the file is not what its trailers say, or null if it is. */
  @Nullable String wrong() {
    if (said.isEmpty()) {
      return "trailer: there is none; the file is not whole, send it again";
    }
    long count = said.values().stream().mapToLong(t -> t.count).sum();
    if (count != records) {
      return "trailer: number: it says " + count + " records, the file has " + records;
    }
    for (Map.Entry<String, Total> one : counted.entrySet()) {
      Total trailer = said.get(one.getKey());
      if (trailer == null) {
        return "trailer: there is none for " + one.getKey();
      }
    }
    for (Map.Entry<String, Total> one : said.entrySet()) {
      String wrong = wrong(one.getKey(), one.getValue());
      if (wrong != null) {
        return wrong;
      }
    }
    return null;
  }

  /** What cannot be read is missing from the sum, so that it may be less, but never more. */
  private @Nullable String wrong(String currency, Total trailer) {
    Total total = counted.getOrDefault(currency, new Total());
    boolean exact = total.count == trailer.count && total.minor == trailer.minor;
    boolean less = total.count <= trailer.count && total.minor <= trailer.minor;
    return exact || (unreadable > 0 && less)
        ? null
        : "trailer: billing_amount: it says "
            + trailer.count
            + " records of "
            + trailer.minor
            + " "
            + currency
            + ", the file has "
            + total.count
            + " of "
            + total.minor;
  }
}
