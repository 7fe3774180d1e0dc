package io.serai.client;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A charge as it stands. Immutable.
 *
 * @param id the payment's; keep it
 * @param state how it stands
 * @param amount in minor units
 * @param currency three letters of ISO 4217
 * @param refunded what was given back so far, or null where nothing was
 * @param provider who charged, or null where nobody did yet
 * @param providerReference the provider's name for it, or null
 * @param approvalCode the provider's, or null
 * @param declineCode the provider's own code, or null
 * @param reference the caller's own name for it, or null
 * @param merchant which of the tenant's merchants charged, or null
 * @param createdAt when the hub took it
 * @param confirmedAt when the caller confirmed it, or null
 */
public record Charge(
    String id,
    ChargeState state,
    long amount,
    String currency,
    @Nullable Long refunded,
    @Nullable String provider,
    @Nullable String providerReference,
    @Nullable String approvalCode,
    @Nullable String declineCode,
    @Nullable String reference,
    @Nullable String merchant,
    Instant createdAt,
    @Nullable Instant confirmedAt) {

  /** Refuses what says not even which and how. */
  public Charge {
    ClientJson.present("id", id);
    ClientJson.present("state", state);
  }
}
