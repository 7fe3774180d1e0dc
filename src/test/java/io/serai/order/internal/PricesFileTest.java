package io.serai.order.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.serai.payment.Currency;
import io.serai.payment.Money;
import io.serai.payment.SeraiException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The prices, what an order costs by them, and each mistake by its text (S2.4, S2.8, S2.17). */
@SuppressWarnings("NullAway.Init")
class PricesFileTest {

  private static final String USD =
      """
      prices:
        USD:
          basic: 2000
          img_storage_price_unit: 10
          monitoring_storage_price_unit: 15
          monitoring_option: 500
          alerting_option: 300
      """;

  @TempDir private Path folder;

  @Test
  void theShippedPricesCanBeRead() {
    assertThat(PricesFile.read(Path.of("routes")).lists())
        .extracting(list -> list.currency().alphabetic())
        .containsExactly("USD", "JPY");
  }

  @Test
  void withoutTheFileThereAreNoPrices() {
    assertThat(PricesFile.read(folder)).isEqualTo(Prices.NONE);
    assertThatThrownBy(() -> Prices.NONE.in(Currency.of("USD")))
        .hasMessage("currency: has no prices; routes/order-prices.yaml has none at all");
  }

  @Test
  void anOrderIsTheBasicPriceTheStorageAndTheOptions() throws IOException {
    PriceList list = read(USD).in(Currency.of("USD"));
    assertThat(list.total(order(20, 10, true, true)))
        .isEqualTo(new Money(2000 + 200 + 150 + 500 + 300, Currency.of("USD")));
    assertThat(list.total(order(0, 0, false, false)).minor()).isEqualTo(2000);
  }

  @Test
  void anOrderThatCostsMoreThanAPaymentCanBeOfIsRefused() throws IOException {
    PriceList list =
        read(USD.replace("price_unit: 10", "price_unit: 999999999999")).in(Currency.of("USD"));
    String text = ": makes the order cost more than 999999999999 minor units; order less";
    assertThatThrownBy(() -> list.total(order(1, 0, false, false)))
        .isInstanceOf(SeraiException.class)
        .hasMessage("images_storage" + text);
    assertThatThrownBy(() -> list.total(order(1_000_000_000L, 0, false, false)))
        .as("more than a long holds")
        .hasMessage("images_storage" + text);
  }

  @Test
  void anOrderThatCostsNothingIsRefused() throws IOException {
    PriceList list = read(USD.replace("2000", "0")).in(Currency.of("USD"));
    assertThatThrownBy(() -> list.total(order(0, 0, false, false)))
        .hasMessage(
            "images_storage: makes an order that costs nothing; order something that has a price");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "basic: 2000 | basic: -1 | prices.USD.basic: must be a whole number of minor units from 0 to"
            + " 999999999999, such as 1000 for 10.00 USD",
        "basic: 2000 | basic: 20.00 | prices.USD.basic: must be a whole number of minor units from 0"
            + " to 999999999999, such as 1000 for 10.00 USD",
        "basic: 2000 | basis: 2000 | prices.USD.basis: is no price; there are basic,"
            + " img_storage_price_unit, monitoring_storage_price_unit, monitoring_option,"
            + " alerting_option",
        "'    alerting_option: 300' | '' | prices.USD.alerting_option: is missing; write 0 where it"
            + " costs nothing",
        "USD: | XXZ: | prices.XXZ: is no currency; write three letters of ISO 4217 such as USD",
        "prices: | price: | must hold prices: with a currency such as USD: below it",
        "basic: 2000 | basic: [ | yaml:5:35: "
      })
  void aMistakeIsNamedWithItsMend(String right, String wrong, String text) {
    assertThatThrownBy(() -> read(USD.replace(right, wrong)))
        .isInstanceOf(SeraiException.class)
        .hasMessageContaining(folder.resolve("order-prices.yaml").toString())
        .hasMessageContaining(text);
  }

  private Prices read(String text) throws IOException {
    Files.writeString(folder.resolve("order-prices.yaml"), text);
    return PricesFile.read(folder);
  }

  private static OrderRequest order(
      long images, long monitoring, boolean hasMonitoring, boolean hasAlerting) {
    return new OrderRequest(
        "c", "u", hasMonitoring, hasAlerting, images, monitoring, Currency.of("USD"));
  }
}
