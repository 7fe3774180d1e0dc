package io.serai.payment;

/**
 * The two numbers by which the other end of an ISO 8583 link knows a request; a reversal names them
 * in DE90.
 *
 * @param stan DE11, six digits
 * @param transmittedAt DE7, MMDDhhmmss
 */
public record LinkTrace(String stan, String transmittedAt) {}
