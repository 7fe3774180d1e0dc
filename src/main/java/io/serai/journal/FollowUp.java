package io.serai.journal;

import io.serai.payment.LinkTrace;
import io.serai.payment.Operation;
import io.serai.payment.Payment;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something owed after an unknown outcome, kept until it is acknowledged.
 *
 * @param paymentId the payment
 * @param attempt the attempt whose outcome is unknown or that must be undone
 * @param operation what that attempt asked
 * @param provider whom it asked
 * @param subject the payment's or the refund's id
 * @param minor the amount that it asked for, in minor units
 * @param dueAt when to see to it first; the provider's late window begins here
 * @param alone whether it is asked about before anything is cancelled: the route named this
 *     provider only (S3.5), or the provider has had the request before; false in old rows
 * @param cancel whether the provider is known to have done what nobody may be told "yes" for, so
 *     that it is cancelled in the ordinary way; false in old rows
 * @param trace the numbers that the attempt went out under over an ISO 8583 link, if it did
 * @param reference what the provider calls what it did, where that became known only afterwards;
 *     null in old rows
 */
public record FollowUp(
    String paymentId,
    int attempt,
    Operation operation,
    String provider,
    String subject,
    long minor,
    Instant dueAt,
    boolean alone,
    boolean cancel,
    @Nullable LinkTrace trace,
    @Nullable String reference) {

  /** What is owed by a network cancel. */
  public FollowUp(
      String paymentId,
      int attempt,
      Operation operation,
      String provider,
      String subject,
      long minor,
      Instant dueAt) {
    this(paymentId, attempt, operation, provider, subject, minor, dueAt, false, false, null, null);
  }

  /** What is owed over no link. */
  public FollowUp(
      String paymentId,
      int attempt,
      Operation operation,
      String provider,
      String subject,
      long minor,
      Instant dueAt,
      boolean alone,
      boolean cancel) {
    this(paymentId, attempt, operation, provider, subject, minor, dueAt, alone, cancel, null, null);
  }

  /** What is owed after an attempt. */
  public static FollowUp after(String paymentId, Payment.InFlight attempt, Instant dueAt) {
    return new FollowUp(
        paymentId,
        attempt.attempt(),
        attempt.operation(),
        attempt.provider(),
        attempt.subject(),
        attempt.minor(),
        dueAt,
        attempt.alone(),
        false,
        attempt.trace(),
        null);
  }

  /** The same, to be asked about before anything is cancelled. */
  public FollowUp toAsk() {
    return new FollowUp(
        paymentId, attempt, operation, provider, subject, minor, dueAt, true, cancel, trace,
        reference);
  }

  /**
   * The same, to be cancelled from {@code now} on, since the provider did it after all.
   *
   * @param called what the provider calls it, or null
   */
  public FollowUp toCancel(Instant now, @Nullable String called) {
    return new FollowUp(
        paymentId, attempt, operation, provider, subject, minor, now, alone, true, trace, called);
  }

  /** The same, due at another instant, with what the provider calls what it did. */
  public FollowUp dueAt(Instant at, @Nullable String called) {
    return new FollowUp(
        paymentId, attempt, operation, provider, subject, minor, at, alone, cancel, trace, called);
  }

  /** One follow-up an attempt. */
  public String id() {
    return paymentId + "/" + attempt;
  }
}
