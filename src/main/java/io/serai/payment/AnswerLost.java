package io.serai.payment;

/**
 * An approval could not be written because the connection was gone, on a link that says that such
 * approvals are undone.
 *
 * @param paymentId the payment that nobody heard of
 * @param link the link it came in on
 */
public record AnswerLost(String paymentId, String link) {}
