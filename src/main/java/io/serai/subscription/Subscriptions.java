package io.serai.subscription;

import java.util.concurrent.CompletableFuture;

/** What other rooms may ask of subscriptions. Thread-safe; never blocks. */
public interface Subscriptions {

  /**
   * Asks the provider now how a subscription stands, and keeps what it says, such as the end of a
   * period that was paid. For whoever hears that something has become of it: the provider's word is
   * asked for, and what was heard is not believed. Repeated, it does no harm.
   *
   * @param provider its name in {@code providers.yaml}
   * @param reference the provider's name for the subscription
   * @return whether the hub has such a subscription; fails with {@link
   *     io.serai.payment.SeraiException} where it cannot be looked up now
   */
  CompletableFuture<Boolean> readBackNow(String provider, String reference);
}
