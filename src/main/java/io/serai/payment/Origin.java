package io.serai.payment;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a payment came from; set once.
 *
 * @param tenant whose it is, from the credential or the link
 * @param merchant who sells, empty if not said
 * @param channel how the caller came in
 * @param link the ISO 8583 link, or null
 * @param claimKey the idempotency key within the tenant
 * @param reference the caller's own reference, or null
 * @param method how it is paid: type, token or BIN and last four digits; never a PAN
 * @param routeId the route that placed it
 * @param routeSet content hash of the set of routes
 * @param trace trace id
 * @param createdAt when the hub took it, UTC
 */
public record Origin(
    String tenant,
    String merchant,
    Channel channel,
    @Nullable String link,
    String claimKey,
    @Nullable String reference,
    Map<String, Object> method,
    String routeId,
    String routeSet,
    String trace,
    Instant createdAt) {}
