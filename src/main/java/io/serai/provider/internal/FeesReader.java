package io.serai.provider.internal;

import io.serai.payment.Currency;
import io.serai.payment.SeraiException;
import io.serai.provider.FeeLater;
import io.serai.provider.FeeModel;
import io.serai.provider.FeePrice;
import io.serai.provider.FeeRow;
import io.serai.provider.FeeTier;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the {@code fees:} of a provider (S1.8 to S1.13). */
final class FeesReader {

  /** A row as it is written. */
  record Row(
      @Nullable List<String> brands,
      @Nullable List<String> countries,
      @Nullable String currency,
      @Nullable String percent,
      @Nullable String fixed,
      @Nullable String minimum,
      @Nullable String maximum,
      @Nullable List<Tier> tiers,
      @Nullable Later refund,
      @Nullable Later cancel,
      @Nullable Later chargeback) {}

  /** A tier as it is written. */
  record Tier(@Nullable String from, @Nullable String percent, @Nullable String fixed) {}

  /** What becomes of a sale later, as it is written. */
  record Later(@Nullable String fee, @Nullable String rate) {}

  private FeesReader() {}

  /**
   * The fees of a provider.
   *
   * @param where the file and the provider, up to the dot before {@code fees}
   */
  static @Nullable FeeModel read(String where, @Nullable List<Row> given) {
    if (given == null) {
      return null;
    }
    if (given.isEmpty()) {
      throw new FeeField(where + "fees").wrong("is an empty list; give it a row, or leave it out");
    }
    List<FeeRow> rows = new ArrayList<>();
    for (Row row : given) {
      String place = where + "fees[" + (rows.size() + 1) + "]";
      FeeRow read = row(place + ".", row);
      for (int i = 0; i < rows.size(); i++) {
        if (rows.get(i).covers(read)) {
          throw new FeeField(place)
              .wrong(
                  "never decides, since row "
                      + (i + 1)
                      + " fits all that it fits; write the narrower row first");
        }
      }
      rows.add(read);
    }
    return new FeeModel(rows);
  }

  private static FeeRow row(String where, Row given) {
    if (given.percent() == null && given.fixed() == null) {
      throw new FeeField(where + "percent")
          .wrong("is missing, and so is fixed; give one of them or both");
    }
    var base =
        new FeePrice(
            percent(where + "percent", given.percent(), 0),
            amount(where + "fixed", given.fixed(), 0));
    long minimum = amount(where + "minimum", given.minimum(), 0);
    long maximum = amount(where + "maximum", given.maximum(), FeeRow.NO_MAXIMUM);
    if (minimum > maximum) {
      throw new FeeField(where + "minimum")
          .wrong("'" + minimum + "' is above the maximum; give one that is not");
    }
    return new FeeRow(
        Brands.read(where + "brands", given.brands()),
        Brands.countries(where + "countries", given.countries()),
        currency(where + "currency", given),
        base,
        tiers(where, given, base),
        minimum,
        maximum,
        later(where + "refund.", given.refund()),
        later(where + "cancel.", given.cancel()),
        later(where + "chargeback.", given.chargeback()));
  }

  private static List<FeeTier> tiers(String where, Row given, FeePrice base) {
    List<FeeTier> tiers = new ArrayList<>(0);
    if (given.tiers() == null) {
      return tiers;
    }
    FeePrice before = base;
    long least = 2;
    for (Tier tier : given.tiers()) {
      String place = where + "tiers[" + (tiers.size() + 1) + "].";
      var from = new FeeField(place + "from");
      if (tier.from() == null) {
        throw from.wrong("is missing; write the first minor unit of the month that it prices");
      }
      long begins = from.amount(tier.from());
      if (begins < least) {
        throw from.wrong(
            "'" + begins + "' is below " + least + "; write the tiers in rising order, from 2 on");
      }
      before =
          new FeePrice(
              percent(place + "percent", tier.percent(), before.millionths()),
              amount(place + "fixed", tier.fixed(), before.fixed()));
      tiers.add(new FeeTier(begins, before));
      least = begins + 1;
    }
    return tiers;
  }

  private static FeeLater later(String where, @Nullable Later given) {
    return given == null
        ? FeeLater.NOTHING
        : new FeeLater(
            amount(where + "fee", given.fee(), 0), percent(where + "rate", given.rate(), 0));
  }

  private static @Nullable Currency currency(String where, Row given) {
    if (given.currency() != null) {
      try {
        return Currency.of(given.currency());
      } catch (SeraiException e) {
        throw new FeeField(where)
            .wrong("'" + given.currency() + "' is no currency; write one such as JPY");
      }
    }
    boolean amounts =
        given.tiers() != null
            || Stream.of(
                    Optional.ofNullable(given.fixed()),
                    Optional.ofNullable(given.minimum()),
                    Optional.ofNullable(given.maximum()),
                    Optional.ofNullable(given.refund()).map(Later::fee),
                    Optional.ofNullable(given.cancel()).map(Later::fee),
                    Optional.ofNullable(given.chargeback()).map(Later::fee))
                .anyMatch(Optional::isPresent);
    if (amounts) {
      throw new FeeField(where)
          .wrong("is missing, but the row holds amounts; say whose they are, such as JPY");
    }
    return null;
  }

  private static long percent(String where, @Nullable String text, long otherwise) {
    return text == null ? otherwise : new FeeField(where).percent(text);
  }

  private static long amount(String where, @Nullable String text, long otherwise) {
    return text == null ? otherwise : new FeeField(where).amount(text);
  }
}
