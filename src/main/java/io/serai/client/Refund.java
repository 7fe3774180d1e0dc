package io.serai.client;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A refund as it stands. Immutable.
 *
 * @param id the refund's
 * @param payment the charge's
 * @param state how it stands
 * @param amount in minor units, or null where it is not decided yet
 * @param currency three letters of ISO 4217, or null
 * @param provider who gives back, or null
 * @param providerReference the provider's name for it, or null
 * @param reason as it was asked for, or null
 * @param createdAt when the hub took it
 */
public record Refund(
    String id,
    String payment,
    RefundState state,
    @Nullable Long amount,
    @Nullable String currency,
    @Nullable String provider,
    @Nullable String providerReference,
    @Nullable String reason,
    Instant createdAt) {

  /** Refuses what says not even which and how. */
  public Refund {
    ClientJson.present("id", id);
    ClientJson.present("state", state);
  }
}
