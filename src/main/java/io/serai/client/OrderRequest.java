package io.serai.client;

/**
 * What is ordered; the hub's own prices count. Immutable. The hub checks it, and names each field
 * that is wrong.
 *
 * @param clusterName a label of RFC 1123
 * @param userId a UUID
 * @param hasMonitoring whether it is monitored
 * @param hasAlerting whether it alerts
 * @param imagesStorage GB for images, from 0
 * @param monitoringStorage GB for monitoring, from 0
 * @param currency three letters of ISO 4217
 */
public record OrderRequest(
    String clusterName,
    String userId,
    boolean hasMonitoring,
    boolean hasAlerting,
    long imagesStorage,
    long monitoringStorage,
    String currency) {}
