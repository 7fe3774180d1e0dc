package io.serai.client;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An order that was made. Immutable.
 *
 * @param orderId keep it
 * @param status how it stands
 * @param approvalUrl where the payer approves it, or null where the provider was not asked yet
 * @param amount in minor units
 * @param currency three letters of ISO 4217
 * @param expiresAt until when the payer may approve
 */
public record Order(
    String orderId,
    OrderStatus status,
    @Nullable String approvalUrl,
    long amount,
    String currency,
    Instant expiresAt) {

  /** Refuses what says not even which and how. */
  public Order {
    ClientJson.present("order_id", orderId);
    ClientJson.present("status", status);
  }
}
