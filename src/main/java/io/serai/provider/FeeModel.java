package io.serai.provider;

import io.serai.payment.SeraiException;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * What a provider takes, as {@code providers.yaml} says it (S1.8): the first row that fits a sale
 * prices it.
 *
 * @param rows the rows; at least one
 */
public record FeeModel(List<FeeRow> rows) {

  /** Keeps a copy. */
  public FeeModel {
    rows = List.copyOf(rows);
  }

  /**
   * What a sale costs; nothing where no row is for it.
   *
   * @param volume tells what the month had before it, in minor units of the sale's currency; asked
   *     only where there are tiers
   * @throws SeraiException for an amount that is too large to be priced
   */
  public Optional<Cost> cost(Sale sale, LongSupplier volume) {
    return rows.stream()
        .filter(row -> row.fits(sale))
        .findFirst()
        .map(row -> cost(row, sale, volume));
  }

  private static Cost cost(FeeRow row, Sale sale, LongSupplier volume) {
    try {
      return row.cost(sale.amount().minor(), row.tiers().isEmpty() ? 0 : volume.getAsLong());
    } catch (ArithmeticException e) {
      throw SeraiException.invalid("amount", "is too large to be priced; split it");
    }
  }
}
