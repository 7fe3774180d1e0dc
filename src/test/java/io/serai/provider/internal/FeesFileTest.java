package io.serai.provider.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.serai.payment.Currency;
import io.serai.payment.SeraiException;
import io.serai.provider.BinTable;
import io.serai.provider.FeeLater;
import io.serai.provider.FeePrice;
import io.serai.provider.FeeRow;
import io.serai.provider.FeeTier;
import io.serai.provider.ProviderTerms;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Fees and brands as {@code providers.yaml} says them (S1.8 to S1.13). */
class FeesFileTest {

  @TempDir private Path folder = Path.of("target");

  private ProviderTerms terms(String lines) throws IOException {
    Path file = folder.resolve("providers.yaml");
    Files.writeString(
        file,
        """
        providers:
          van-a:
            kamelet: van-a-action
            operations: [charge]
        """
            + lines.indent(4));
    return Objects.requireNonNull(ProvidersFile.read(file, text -> text).get("van-a")).terms();
  }

  private List<FeeRow> rows(String lines) throws IOException {
    return Objects.requireNonNull(terms(lines).fees()).rows();
  }

  @Test
  void whatIsNotSaidIsNothing() throws IOException {
    assertThat(terms("")).isEqualTo(ProviderTerms.NONE);
    FeeRow row = rows("fees: [{ percent: 3.4 }]").get(0);
    assertThat(row)
        .isEqualTo(
            new FeeRow(
                Set.of(),
                Set.of(),
                null,
                new FeePrice(34_000, 0),
                List.of(),
                0,
                FeeRow.NO_MAXIMUM,
                FeeLater.NOTHING,
                FeeLater.NOTHING,
                FeeLater.NOTHING));
  }

  @Test
  void everythingThatCanBeSaidIsKeptExactly() throws IOException {
    String all =
        """
        brands: [visa, mastercard, jcb]
        fees:
          - brands: [visa, mastercard]
            countries: [JP, "NO"]
            currency: JPY
            percent: 3.4
            fixed: 40
            minimum: 50
            maximum: 500
            tiers:
              - { from: 1000001, percent: 3.2 }
              - { from: 10000001, percent: "2.9", fixed: 30 }
            refund: { fee: 30, rate: 1.5 }
            cancel: { fee: 10 }
            chargeback: { fee: 1500, rate: 0.0001 }
          - { currency: JPY, percent: 3.80 }
        """;
    assertThat(terms(all).brands()).containsExactlyInAnyOrder("visa", "mastercard", "jcb");
    assertThat(rows(all).get(0))
        .isEqualTo(
            new FeeRow(
                Set.of("visa", "mastercard"),
                Set.of("JP", "NO"),
                Currency.of("JPY"),
                new FeePrice(34_000, 40),
                List.of(
                    new FeeTier(1_000_001, new FeePrice(32_000, 40)),
                    new FeeTier(10_000_001, new FeePrice(29_000, 30))),
                50,
                500,
                new FeeLater(30, 15_000),
                new FeeLater(10, 0),
                new FeeLater(1500, 1)));
    assertThat(rows(all).get(1).base()).isEqualTo(new FeePrice(38_000, 0));
  }

  /** Two letters that YAML used to take for a no. */
  @Test
  void norwayIsACountry() throws IOException {
    assertThat(rows("fees: [{ countries: [NO], percent: 1 }]").get(0).countries())
        .containsExactly("NO");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "brands: [] | brands: is an empty list; give it an item, or leave it out",
        "brands: [Visa] | brands: 'Visa' is no brand; write one in small letters, such as visa",
        "fees: [] | fees: is an empty list; give it a row, or leave it out",
        "fees: [{}] | fees[1].percent: is missing, and so is fixed; give one of them or both",
        "fees: [{ percent: 3.40001 }] | fees[1].percent: '3.40001' is no percentage of at most 4"
            + " decimal digits; write one such as 3.4",
        "fees: [{ percent: -1 }] | fees[1].percent: '-1' is no percentage of at most 4 decimal"
            + " digits; write one such as 3.4",
        "fees: [{ percent: 100.1 }] | fees[1].percent: '100.1' is more than the whole; write 0 to"
            + " 100",
        "fees: [{ fixed: 40 }] | fees[1].currency: is missing, but the row holds amounts; say whose"
            + " they are, such as JPY",
        "fees: [{ percent: 1, refund: { fee: 3 } }] | fees[1].currency: is missing, but the row"
            + " holds amounts; say whose they are, such as JPY",
        "fees: [{ percent: 1, currency: YEN }] | fees[1].currency: 'YEN' is no currency; write one"
            + " such as JPY",
        "fees: [{ fixed: 0.4, currency: USD }] | fees[1].fixed: '0.4' is no whole number of minor"
            + " units of at most 12 digits; write one such as 40",
        "fees: [{ percent: 1, currency: JPY, minimum: 60, maximum: 50 }] | fees[1].minimum: '60' is"
            + " above the maximum; give one that is not",
        "fees: [{ percent: 1, currency: JPY, tiers: [{ percent: 2 }] }] | fees[1].tiers[1].from: is"
            + " missing; write the first minor unit of the month that it prices",
        "fees: [{ percent: 1, currency: JPY, tiers: [{ from: 9 }, { from: 9 }] }] |"
            + " fees[1].tiers[2].from: '9' is below 10; write the tiers in rising order, from 2 on",
        "fees: [{ percent: 1, countries: [jp] }] | fees[1].countries: 'jp' is no country; write two"
            + " letters of ISO 3166, such as JP",
        "fees: [{ percent: 1, refund: { rate: many } }] | fees[1].refund.rate: 'many' is no"
            + " percentage of at most 4 decimal digits; write one such as 3.4",
        "fees: [{ percent: 1 }, { percent: 2, brands: [visa] }] | fees[2]: never decides, since row"
            + " 1 fits all that it fits; write the narrower row first",
      })
  void aMistakeIsNamedWithItsPlaceAndItsMend(String line, String message) {
    assertThatThrownBy(() -> terms(line))
        .isInstanceOf(SeraiException.class)
        .hasMessage(folder.resolve("providers.yaml") + ": providers.van-a." + message);
  }

  @Test
  void whatIsNotKnownIsNamed() {
    assertThatThrownBy(() -> terms("fees: [{ percentage: 3 }]"))
        .hasMessageContaining("Unrecognized field \"percentage\"")
        .hasMessageContaining("providers.yaml:5");
  }

  private BinTable bins(String rows) throws IOException {
    Path file = folder.resolve("providers.yaml");
    Files.writeString(
        file,
        """
        providers:
          floor: { built_in: floor, operations: [charge] }
        bins:
        """
            + rows.indent(2));
    return ProvidersFile.all(file, text -> text).bins();
  }

  @Test
  void theLongestDigitsThatSaySomethingDecide() throws IOException {
    BinTable bins =
        bins(
            """
            - { digits: [4], brand: visa }
            - { digits: [51-55, 2221-2720], brand: mastercard }
            - { digits: [457173], country: DK }
            - { digits: [457199], brand: dankort, country: DK }
            """);
    assertThat(bins.brand("411111")).contains("visa");
    assertThat(bins.country("411111")).isEmpty();
    assertThat(bins.brand("457173")).contains("visa");
    assertThat(bins.country("45717360")).contains("DK");
    assertThat(bins.brand("457199")).contains("dankort");
    assertThat(bins.brand("555555")).contains("mastercard");
    assertThat(bins.brand("222100")).contains("mastercard");
    assertThat(bins.brand("272099")).contains("mastercard");
    assertThat(bins.brand("272100")).isEmpty();
    assertThat(bins.brand("560000")).isEmpty();
    assertThat(bins.brand("4")).contains("visa");
    assertThat(bins.brand("")).isEmpty();
    assertThat(BinTable.NONE.brand("411111")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "- { brand: visa } | digits: is missing; list first digits, such as [4] or [51-55]",
        "- { digits: [4] } | brand: is missing, and so is country; give one of them or both",
        "- { digits: [4x], brand: visa } | digits: '4x' is neither digits nor a range of them;"
            + " write 1 to 8 such as 4 or 51-55",
        "- { digits: [55-51], brand: visa } | digits: '55-51' is neither digits nor a range of"
            + " them; write 1 to 8 such as 4 or 51-55",
        "- { digits: [5-551], brand: visa } | digits: '5-551' is neither digits nor a range of"
            + " them; write 1 to 8 such as 4 or 51-55",
        "- { digits: [51-55, 53], brand: visa } | digits: '53' overlaps digits above it; write each"
            + " but once",
        "- { digits: [4], country: japan } | country: 'japan' is no country; write two letters of"
            + " ISO 3166, such as JP",
      })
  void aMistakeInTheDigitsIsNamedWithItsPlaceAndItsMend(String row, String message) {
    assertThatThrownBy(() -> bins(row))
        .isInstanceOf(SeraiException.class)
        .hasMessage(folder.resolve("providers.yaml") + ": bins[1]." + message);
  }
}
