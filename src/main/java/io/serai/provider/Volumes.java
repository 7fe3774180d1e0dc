package io.serai.provider;

import io.serai.payment.Currency;

/** How much went through providers this month. Answers from memory. Thread-safe. */
@FunctionalInterface
public interface Volumes {

  /** Nothing so far, anywhere. */
  Volumes NONE = (provider, currency) -> 0;

  /**
   * What a provider approved in the business month of its zone, less what was reversed or voided;
   * in minor units. It may lack what other processes had approved in the last second.
   */
  long soFar(ProviderDefinition provider, Currency currency);
}
