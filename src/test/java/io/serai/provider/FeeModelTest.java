package io.serai.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.serai.payment.Currency;
import io.serai.payment.Money;
import io.serai.payment.SeraiException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a sale costs (S1.8 to S1.13), to the minor unit. */
class FeeModelTest {

  private static final FeeLater NOTHING = FeeLater.NOTHING;

  private static FeeRow row(long millionths, long fixed, FeeTier... tiers) {
    return limited(millionths, fixed, 0, FeeRow.NO_MAXIMUM, tiers);
  }

  private static FeeRow limited(
      long millionths, long fixed, long minimum, long maximum, FeeTier... tiers) {
    return new FeeRow(
        Set.of(),
        Set.of(),
        Currency.of("JPY"),
        new FeePrice(millionths, fixed),
        List.of(tiers),
        minimum,
        maximum,
        NOTHING,
        NOTHING,
        NOTHING);
  }

  private static Cost cost(FeeRow row, long minor, long volume) {
    return new FeeModel(List.of(row)).cost(yen(minor, null, null), () -> volume).orElseThrow();
  }

  private static long fee(FeeRow row, long minor, long volume) {
    return cost(row, minor, volume).fee();
  }

  private static Sale yen(long minor, @Nullable String brand, @Nullable String country) {
    return new Sale(new Money(minor, Currency.of("JPY")), brand, country);
  }

  /** S1.10, the check that the requirements give. */
  @Test
  void aThousandSalesOfAThousandYenCostSeventyFourThousandYen() {
    FeeRow row = row(34_000, 40);
    long fees = 0;
    long volume = 0;
    for (int sale = 0; sale < 1000; sale++) {
      fees += fee(row, 1000, volume);
      volume += 1000;
    }
    assertThat(fees).isEqualTo(74_000);
    assertThat(volume - fees).isEqualTo(926_000);
  }

  /** S1.9: 3.4 %, from 1,000,001 yen of the month 3.2 %, from 10,000,001 yen 2.9 %. */
  @ParameterizedTest
  @CsvSource({
    "1000, 0, 34",
    "1000, 999000, 34", // the millionth yen is the last at the base price
    "1000, 999001, 34", // one yen of it is cheaper, which rounds away
    "1000, 999500, 33", // half and half
    "1000, 1000000, 32",
    "1000, 9999000, 32",
    "1000, 10000000, 29",
    "1000, 9223372036854775807, 29", // a volume that was added up to the most that fits
    "10000000, 0, 322000", // 1,000,000 at 3.4 % and 9,000,000 at 3.2 %
    "20000000, 0, 612000", // and 10,000,000 at 2.9 %
  })
  void eachYenIsPricedByTheTierInWhichItFalls(long minor, long volume, long fee) {
    FeeRow row =
        row(
            34_000,
            0,
            new FeeTier(1_000_001, new FeePrice(32_000, 0)),
            new FeeTier(10_000_001, new FeePrice(29_000, 0)));
    assertThat(fee(row, minor, volume)).isEqualTo(fee);
  }

  @Test
  void theFixedPartIsThatOfTheTierInWhichTheSaleBegins() {
    FeeRow row = row(0, 40, new FeeTier(1001, new FeePrice(0, 30)));
    assertThat(fee(row, 500, 999)).isEqualTo(40);
    assertThat(fee(row, 500, 1000)).isEqualTo(30);
  }

  @ParameterizedTest
  @CsvSource({"14, 0", "15, 1", "44, 1", "45, 2", "1, 0", "100, 3"})
  void aFeeIsRoundedOnceHalfAUnitUp(long minor, long fee) {
    // 3.4 % of 15 is 0.51, of 44 is 1.496, of 45 is 1.53
    assertThat(fee(row(34_000, 0), minor, 0)).isEqualTo(fee);
  }

  @Test
  void exactlyHalfAUnitGoesUpAndTheComparisonStaysExact() {
    assertThat(fee(row(5_000, 0), 100, 0)).isEqualTo(1);
    assertThat(cost(row(5_000, 0), 100, 0).expected()).isEqualTo(500_000);
    assertThat(fee(row(4_999, 0), 100, 0)).isZero();
  }

  @ParameterizedTest
  @CsvSource({"100, 50", "1000, 74", "100000, 500"})
  void aFeeIsNeverBelowTheMinimumNorAboveTheMaximum(long minor, long fee) {
    assertThat(fee(limited(34_000, 40, 50, 500), minor, 0)).isEqualTo(fee);
  }

  /** S1.11: 30 yen for 1.5 % of the sales, 1500 for 0.1 %, 10 for 2 %. */
  @Test
  void whatBecomesOfSalesLaterIsPartOfTheCostButNotOfTheFee() {
    FeeRow row =
        new FeeRow(
            Set.of(),
            Set.of(),
            Currency.of("JPY"),
            new FeePrice(34_000, 40),
            List.of(),
            0,
            FeeRow.NO_MAXIMUM,
            new FeeLater(30, 15_000),
            new FeeLater(10, 20_000),
            new FeeLater(1500, 1_000));
    Cost cost = cost(row, 1000, 0);
    assertThat(cost.fee()).isEqualTo(74);
    assertThat(cost.expected()).isEqualTo(74_000_000 + 450_000 + 200_000 + 1_500_000);
    assertThat(cost.minor()).isEqualTo(76);
  }

  /** S1.11, S1.13: by brand, by country and by currency. */
  @Test
  void theFirstRowThatFitsDecides() {
    FeeModel model =
        new FeeModel(
            List.of(
                of(Set.of("visa", "mastercard"), Set.of("JP"), "JPY", 35_000),
                of(Set.of("visa", "mastercard"), Set.of(), "JPY", 39_000),
                of(Set.of(), Set.of(), "JPY", 38_000),
                of(Set.of(), Set.of(), "USD", 29_000)));
    assertThat(fee(model, yen(1000, "visa", "JP"))).isEqualTo(35);
    assertThat(fee(model, yen(1000, "visa", "KR"))).isEqualTo(39);
    assertThat(fee(model, yen(1000, "visa", null))).isEqualTo(39);
    assertThat(fee(model, yen(1000, "jcb", "JP"))).isEqualTo(38);
    assertThat(fee(model, yen(1000, null, null))).isEqualTo(38);
    assertThat(fee(model, new Sale(new Money(1000, Currency.of("USD")), null, null))).isEqualTo(29);
    assertThat(model.cost(new Sale(new Money(1000, Currency.of("EUR")), null, null), () -> 0))
        .isEmpty();
  }

  private static FeeRow of(
      Set<String> brands, Set<String> countries, String currency, long millionths) {
    return new FeeRow(
        brands,
        countries,
        Currency.of(currency),
        new FeePrice(millionths, 0),
        List.of(),
        0,
        FeeRow.NO_MAXIMUM,
        NOTHING,
        NOTHING,
        NOTHING);
  }

  private static long fee(FeeModel model, Sale sale) {
    return model.cost(sale, () -> 0).orElseThrow().fee();
  }

  @Test
  void theVolumeIsAskedForOnlyWhereThereAreTiers() {
    assertThat(
            new FeeModel(List.of(row(34_000, 0)))
                .cost(
                    yen(1000, null, null),
                    () -> {
                      throw new IllegalStateException("nobody needs it");
                    })
                .orElseThrow()
                .fee())
        .isEqualTo(34);
  }

  @Test
  void theLargestAmountOfAnEntryIsPricedAndWhatDoesNotFitIsRefused() {
    assertThat(fee(row(1_000_000, 0), 999_999_999_999L, 0)).isEqualTo(999_999_999_999L);
    FeeRow row = row(34_000, 40, new FeeTier(1_000_001, new FeePrice(32_000, 40)));
    for (long minor : List.of(Long.MAX_VALUE, Long.MAX_VALUE / 2, 1_000_000_000_000_000L)) {
      assertThatThrownBy(() -> fee(row, minor, 0))
          .isInstanceOf(SeraiException.class)
          .hasMessage("amount: is too large to be priced; split it");
    }
  }
}
