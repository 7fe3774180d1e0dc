package io.serai.payment;

/**
 * A set of routes has become the one that new exchanges take.
 *
 * @param hash the set's content hash
 */
public record RouteSetActivated(String hash) {}
