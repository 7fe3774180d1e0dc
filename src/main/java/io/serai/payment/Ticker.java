package io.serai.payment;

import java.util.function.LongSupplier;

/**
 * The monotonic clock, in nanoseconds from some moment; injected, so that tests can give their own.
 * Thread-safe.
 */
@FunctionalInterface
public interface Ticker extends LongSupplier {}
