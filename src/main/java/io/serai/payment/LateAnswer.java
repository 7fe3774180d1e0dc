package io.serai.payment;

/**
 * A provider has answered an attempt that was given up before. Published by whoever sent it on
 * whatever thread the answer came, so that listeners must not wait; journaled by {@code
 * resolution}.
 *
 * @param paymentId the payment
 * @param attempt the attempt's number
 * @param operation what was asked
 * @param provider who answers
 * @param minor how much it was about, in minor units
 * @param outcome what the answer says
 */
public record LateAnswer(
    String paymentId,
    int attempt,
    Operation operation,
    String provider,
    long minor,
    Outcome outcome) {

  /** The answer to an attempt that another process has taken over meanwhile. */
  public static LateAnswer of(String paymentId, Payment.InFlight attempt, Outcome outcome) {
    return new LateAnswer(
        paymentId,
        attempt.attempt(),
        attempt.operation(),
        attempt.provider(),
        attempt.minor(),
        outcome);
  }
}
