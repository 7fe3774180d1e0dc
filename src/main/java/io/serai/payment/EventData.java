package io.serai.payment;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The data of a journal entry and of its event; the schema is {@code schemas/} in the jar, and
 * fields are only ever added.
 *
 * @param tenant whose payment
 * @param merchant who sells
 * @param payment the payment's id
 * @param seq the entry's number within the payment
 * @param event the entry's kind
 * @param state the payment's state after it
 * @param attempt the attempt's number, if it is about one
 * @param operation what the provider was asked
 * @param provider which provider
 * @param subject the refund's id, if it is about one
 * @param outcome the attempt's outcome
 * @param code the provider's code or the reason
 * @param amount minor units
 * @param currency ISO 4217 letters
 * @param providerReference the provider's name for it
 * @param stan DE11 under which the attempt goes out over an ISO 8583 link
 * @param transmittedAt its DE7
 * @param strategy what put the providers in order, where it was not the route's list
 * @param costs what the payment was expected to cost at each provider, in minor units, where costs
 *     were compared
 * @param routeId the route that placed it
 * @param routeSet content hash of the set of routes
 * @param trace trace id
 * @param businessDate the date it counts for
 * @param at when, UTC
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record EventData(
    String tenant,
    String merchant,
    String payment,
    int seq,
    String event,
    PaymentState state,
    @Nullable Integer attempt,
    @Nullable Operation operation,
    @Nullable String provider,
    @Nullable String subject,
    @Nullable String outcome,
    @Nullable String code,
    @Nullable Long amount,
    @Nullable String currency,
    @Nullable String providerReference,
    @Nullable String stan,
    @Nullable String transmittedAt,
    @Nullable String strategy,
    @Nullable Map<String, Long> costs,
    String routeId,
    String routeSet,
    String trace,
    LocalDate businessDate,
    Instant at) {

  /**
   * Why a provider was chosen.
   *
   * @param strategy what put the providers in order; null for the route's list
   * @param costs what the payment was expected to cost at each, in minor units; empty where costs
   *     were not compared
   */
  public record Reason(@Nullable String strategy, Map<String, Long> costs) {

    /** The route's list, or no choice at all. */
    public static final Reason NONE = new Reason(null, Map.of());
  }

  /**
   * What an entry says of an attempt; null where it says nothing.
   *
   * @param attempt the attempt's number
   * @param operation what the provider was asked
   * @param provider which provider
   * @param subject the payment's or the refund's id
   * @param outcome the outcome's word
   * @param code the provider's code or the reason
   * @param minor minor units
   * @param providerReference the provider's name for it
   * @param trace its numbers on an ISO 8583 link
   * @param reason why this provider
   */
  public record Facts(
      @Nullable Integer attempt,
      @Nullable Operation operation,
      @Nullable String provider,
      @Nullable String subject,
      @Nullable String outcome,
      @Nullable String code,
      @Nullable Long minor,
      @Nullable String providerReference,
      @Nullable LinkTrace trace,
      Reason reason) {

    /** What has no numbers on a link. */
    public Facts(
        @Nullable Integer attempt,
        @Nullable Operation operation,
        @Nullable String provider,
        @Nullable String subject,
        @Nullable String outcome,
        @Nullable String code,
        @Nullable Long minor,
        @Nullable String providerReference) {
      this(
          attempt,
          operation,
          provider,
          subject,
          outcome,
          code,
          minor,
          providerReference,
          null,
          Reason.NONE);
    }

    /** An entry that is not about an attempt. */
    public static final Facts NONE = new Facts(null, null, null, null, null, null, null, null);

    /** An entry about an attempt that begins. */
    public static Facts started(Payment.InFlight attempt) {
      return started(attempt, Reason.NONE);
    }

    /** An entry about an attempt that begins at a provider that was chosen. */
    public static Facts started(Payment.InFlight attempt, Reason reason) {
      return new Facts(
          attempt.attempt(),
          attempt.operation(),
          attempt.provider(),
          attempt.subject(),
          null,
          null,
          attempt.minor(),
          null,
          attempt.trace(),
          reason);
    }

    /** An entry about a refund that waits to be sent. */
    public static Facts queued(String provider, String subject, long minor, String code) {
      return new Facts(null, Operation.REFUND, provider, subject, null, code, minor, null);
    }

    /** An entry about an attempt that ended. */
    public static Facts ended(Payment.InFlight attempt, Outcome outcome) {
      String reference =
          outcome instanceof Outcome.Approved approved ? approved.providerReference() : null;
      return new Facts(
          attempt.attempt(),
          attempt.operation(),
          attempt.provider(),
          attempt.subject(),
          outcome.word(),
          outcome.code(),
          attempt.minor(),
          reference);
    }
  }

  /** The data of the entry numbered {@code seq} of a payment that stands as {@code after}. */
  public static EventData of(
      Payment after, int seq, EventKind kind, Instant at, LocalDate businessDate, Facts facts) {
    Origin origin = after.origin();
    LinkTrace trace = facts.trace();
    return new EventData(
        origin.tenant(),
        origin.merchant(),
        after.id(),
        seq,
        kind.word(),
        after.state(),
        facts.attempt(),
        facts.operation(),
        facts.provider(),
        facts.subject(),
        facts.outcome(),
        facts.code(),
        facts.minor(),
        after.amount().currency().alphabetic(),
        facts.providerReference(),
        trace == null ? null : trace.stan(),
        trace == null ? null : trace.transmittedAt(),
        facts.reason().strategy(),
        facts.reason().costs().isEmpty() ? null : facts.reason().costs(),
        origin.routeId(),
        origin.routeSet(),
        origin.trace(),
        businessDate,
        at);
  }
}
