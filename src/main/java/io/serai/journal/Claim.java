package io.serai.journal;

import java.time.Instant;

/**
 * That a tenant's idempotency key stands for one effect.
 *
 * @param key the key within the tenant
 * @param paymentId the payment it made or is about
 * @param subject the payment's id, or the id of the refund that it made
 * @param fingerprint what the request must look like under the same key
 * @param at when it was claimed
 */
public record Claim(String key, String paymentId, String subject, String fingerprint, Instant at) {}
