package io.serai.payment;

import org.jspecify.annotations.Nullable;

/**
 * An answer came over an ISO 8583 link after its request had ended as unknown, or to a request of
 * an earlier process. It is published on the thread of the connection, so a listener must not
 * block; the same answer may be published twice.
 *
 * @param link the link's name
 * @param reference what the sender called its request (the provider key), null where it said
 *     nothing or the request was sent by another process
 * @param mti the answer's type
 * @param stan DE11 as it was sent
 * @param transmittedAt DE7 as it was sent, MMDDhhmmss
 * @param responseCode DE39
 * @param retrievalReference DE37
 * @param approvalCode DE38
 */
public record LateLinkAnswer(
    String link,
    @Nullable String reference,
    String mti,
    @Nullable String stan,
    @Nullable String transmittedAt,
    @Nullable String responseCode,
    @Nullable String retrievalReference,
    @Nullable String approvalCode) {}
