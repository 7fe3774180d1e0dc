package io.serai.client;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an order costs, in minor units. Immutable.
 *
 * @param currency of the first price list, three letters of ISO 4217; or null
 * @param basic of every order, or null
 * @param imgStoragePriceUnit of each GB for images, or null
 * @param monitoringStoragePriceUnit of each GB for monitoring, or null
 * @param monitoringOption of monitoring, or null
 * @param alertingOption of alerting, or null
 * @param prices the same for each currency
 */
public record OrderPrices(
    @Nullable String currency,
    @Nullable Long basic,
    @Nullable Long imgStoragePriceUnit,
    @Nullable Long monitoringStoragePriceUnit,
    @Nullable Long monitoringOption,
    @Nullable Long alertingOption,
    List<PriceList> prices) {

  /** Takes what is absent as empty. */
  public OrderPrices {
    prices = ClientJson.list(prices);
  }

  /**
   * The prices in one currency, in its minor units.
   *
   * @param currency three letters of ISO 4217
   * @param basic of every order
   * @param imgStoragePriceUnit of each GB for images
   * @param monitoringStoragePriceUnit of each GB for monitoring
   * @param monitoringOption of monitoring
   * @param alertingOption of alerting
   */
  public record PriceList(
      String currency,
      long basic,
      long imgStoragePriceUnit,
      long monitoringStoragePriceUnit,
      long monitoringOption,
      long alertingOption) {}
}
