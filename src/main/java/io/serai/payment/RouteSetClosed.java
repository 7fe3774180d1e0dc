package io.serai.payment;

/**
 * A set of routes has no exchange under way and takes no more; what was kept for it can go.
 *
 * @param hash the set's content hash
 */
public record RouteSetClosed(String hash) {}
