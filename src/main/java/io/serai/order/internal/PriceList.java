package io.serai.order.internal;

import io.serai.payment.Currency;
import io.serai.payment.Money;
import io.serai.payment.SeraiException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The prices of one currency, in its minor units (S2.4).
 *
 * @param basic of every order
 * @param imgStoragePriceUnit of each GB for images
 * @param monitoringStoragePriceUnit of each GB for monitoring
 * @param monitoringOption of monitoring
 * @param alertingOption of alerting
 */
record PriceList(
    Currency currency,
    long basic,
    long imgStoragePriceUnit,
    long monitoringStoragePriceUnit,
    long monitoringOption,
    long alertingOption) {

  /** No payment is of more; the contract's own limit for an amount. */
  private static final long LARGEST = 999_999_999_999L;

  /**
   * What an order costs (S2.5, S2.8).
   *
   * @throws SeraiException naming the field where it costs more than a payment can be of, or
   *     nothing
   */
  Money total(OrderRequest order) {
    long total = plus(basic, imgStoragePriceUnit, order.imagesStorage(), "images_storage");
    total =
        plus(total, monitoringStoragePriceUnit, order.monitoringStorage(), "monitoring_storage");
    total = plus(total, monitoringOption, order.hasMonitoring() ? 1 : 0, "has_monitoring");
    total = plus(total, alertingOption, order.hasAlerting() ? 1 : 0, "has_alerting");
    if (total == 0) {
      throw SeraiException.invalid(
          "images_storage", "makes an order that costs nothing; order something that has a price");
    }
    return new Money(total, currency);
  }

  private static long plus(long sum, long unit, long number, String field) {
    try {
      long total = Math.addExact(sum, Math.multiplyExact(unit, number));
      if (total <= LARGEST) {
        return total;
      }
    } catch (ArithmeticException e) {
      throw tooMuch(field, e);
    }
    throw tooMuch(field, null);
  }

  private static SeraiException tooMuch(
      String field, @org.jspecify.annotations.Nullable Exception cause) {
    String text = "makes the order cost more than " + LARGEST + " minor units; order less";
    return new SeraiException(
        io.serai.payment.ErrorCode.INVALID_FIELD, field, field + ": " + text, cause);
  }

  /** As the API shows them. */
  Map<String, Object> shown() {
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("currency", currency.alphabetic());
    shown.put("basic", basic);
    shown.put("img_storage_price_unit", imgStoragePriceUnit);
    shown.put("monitoring_storage_price_unit", monitoringStoragePriceUnit);
    shown.put("monitoring_option", monitoringOption);
    shown.put("alerting_option", alertingOption);
    return shown;
  }
}
