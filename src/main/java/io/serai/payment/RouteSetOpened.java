package io.serai.payment;

/**
 * A set of routes takes some exchanges beside the active one.
 *
 * @param hash the set's content hash
 */
public record RouteSetOpened(String hash) {}
