package io.serai.provider;

/**
 * The providers of the set of routes that is active now, and those that only other open sets know:
 * what was begun there has to be ended. Thread-safe.
 */
public interface ProviderDirectory {

  /**
   * The active providers.
   *
   * @throws io.serai.payment.SeraiException while no set of routes is active
   */
  ProviderSet active();
}
