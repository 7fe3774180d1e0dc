package io.serai.payment;

/** Where identifiers come from; injected, so that tests can give their own. Thread-safe. */
@FunctionalInterface
public interface Ids {

  /** A new identifier behind the prefix, such as {@code pay_01JD…}; roughly ordered by time. */
  String next(String prefix);
}
