package io.serai.client;

import org.jspecify.annotations.Nullable;

/**
 * What is to be charged. Immutable. The hub checks it, and names each field that is wrong.
 *
 * @param amount in minor units of the currency, 1 to 999999999999
 * @param currency three letters of ISO 4217
 * @param method what is charged
 * @param reference the caller's own name for it, or null
 * @param merchant which of the tenant's merchants charges, or null
 * @param market where it is sold, two letters of ISO 3166; or null
 * @param provider the one of the route's providers to be asked, or null for the route's order
 */
public record ChargeRequest(
    long amount,
    String currency,
    Method method,
    @Nullable String reference,
    @Nullable String merchant,
    @Nullable String market,
    @Nullable String provider) {

  /** A charge with nothing but what is needed. */
  public static ChargeRequest of(long amount, String currency, Method method) {
    return new ChargeRequest(amount, currency, method, null, null, null, null);
  }

  /** The same with the caller's own name for it. */
  public ChargeRequest withReference(String name) {
    return new ChargeRequest(amount, currency, method, name, merchant, market, provider);
  }

  /** The same for one of the tenant's merchants. */
  public ChargeRequest withMerchant(String name) {
    return new ChargeRequest(amount, currency, method, reference, name, market, provider);
  }

  /** The same at one provider, and no other. */
  public ChargeRequest withProvider(String name) {
    return new ChargeRequest(amount, currency, method, reference, merchant, market, name);
  }
}
