package io.serai.client;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everything that happened to a payment. Immutable.
 *
 * @param id the payment's
 * @param state how it stands, in the words of {@link ChargeState}; or null
 * @param entries oldest first
 */
public record History(String id, @Nullable String state, List<Entry> entries) {

  /** Refuses what does not say of which payment it is. */
  public History {
    ClientJson.present("id", id);
    entries = ClientJson.list(entries);
  }

  /**
   * An entry of the journal.
   *
   * @param seq its number within the payment, from 1 without gaps
   * @param event such as {@code attempt-started}
   * @param at when it was written
   * @param state the payment's after it, or null
   * @param attempt its number, or null
   * @param operation such as {@code charge} or {@code reversal}, or null
   * @param provider who was asked, or null
   * @param strategy what put the providers in order, where it was not the route's list; or null
   * @param costs what the payment was expected to cost at each provider, in minor units
   * @param subject the payment's or the refund's id, or null
   * @param outcome of an attempt that ended, or null
   * @param code the provider's own, or null
   * @param amount in minor units, or null
   * @param currency three letters of ISO 4217, or null
   * @param providerReference the provider's name for it, or null
   * @param businessDate the day it counts for, as {@code 2026-11-28}; or null
   * @param routeId the route that asked, or null
   * @param routeSet content hash of the set of routes, or null
   * @param trace the trace id, or null
   */
  public record Entry(
      long seq,
      String event,
      Instant at,
      @Nullable String state,
      @Nullable Integer attempt,
      @Nullable String operation,
      @Nullable String provider,
      @Nullable String strategy,
      @Nullable Map<String, Long> costs,
      @Nullable String subject,
      @Nullable String outcome,
      @Nullable String code,
      @Nullable Long amount,
      @Nullable String currency,
      @Nullable String providerReference,
      @Nullable String businessDate,
      @Nullable String routeId,
      @Nullable String routeSet,
      @Nullable String trace) {

    /** Copies what could change. */
    public Entry {
      costs = costs == null ? null : Map.copyOf(costs);
    }
  }
}
