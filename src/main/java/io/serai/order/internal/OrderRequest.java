package io.serai.order.internal;

import io.serai.payment.Currency;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is ordered, as the contract has checked it; a price in the request is not looked at (S2.8).
 *
 * @param clusterName a label of RFC 1123
 * @param userId shaped as a UUID
 * @param imagesStorage GB
 * @param monitoringStorage GB
 */
record OrderRequest(
    String clusterName,
    String userId,
    boolean hasMonitoring,
    boolean hasAlerting,
    long imagesStorage,
    long monitoringStorage,
    Currency currency) {

  static OrderRequest of(Map<?, ?> body) {
    return new OrderRequest(
        String.valueOf(body.get("cluster_name")),
        String.valueOf(body.get("user_id")),
        Boolean.TRUE.equals(body.get("has_monitoring")),
        Boolean.TRUE.equals(body.get("has_alerting")),
        gigabytes(body.get("images_storage")),
        gigabytes(body.get("monitoring_storage")),
        Currency.of(String.valueOf(body.get("currency"))));
  }

  private static long gigabytes(@Nullable Object value) {
    return value instanceof Number number ? number.longValue() : 0;
  }
}
