package io.serai.notice;

import java.util.Optional;

/** Knows which payment a provider means by a name that is not the payment's own. Thread-safe. */
@FunctionalInterface
public interface PaymentNames {

  /**
   * The payment's id, or empty. Blocking.
   *
   * @param provider whose name it is
   * @param name such as PayPal's order or Stripe's PaymentIntent
   */
  Optional<String> payment(String provider, String name);
}
