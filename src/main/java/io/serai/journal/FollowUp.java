package io.serai.journal;

import io.serai.payment.Operation;
import io.serai.payment.Payment;
import java.time.Instant;

/**
 * Something owed after an unknown outcome, kept until it is acknowledged.
 *
 * @param paymentId the payment
 * @param attempt the attempt whose outcome is unknown or that must be undone
 * @param operation what that attempt asked
 * @param provider whom it asked
 * @param subject the payment's or the refund's id
 * @param minor the amount that it asked for, in minor units
 * @param dueAt when to see to it first
 */
public record FollowUp(
    String paymentId,
    int attempt,
    Operation operation,
    String provider,
    String subject,
    long minor,
    Instant dueAt) {

  /** What is owed after an attempt. */
  public static FollowUp after(String paymentId, Payment.InFlight attempt, Instant dueAt) {
    return new FollowUp(
        paymentId,
        attempt.attempt(),
        attempt.operation(),
        attempt.provider(),
        attempt.subject(),
        attempt.minor(),
        dueAt);
  }

  /** One follow-up an attempt. */
  public String id() {
    return paymentId + "/" + attempt;
  }
}
