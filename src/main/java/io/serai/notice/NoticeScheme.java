package io.serai.notice;

import java.util.Locale;

/** How a provider proves that a notice is its own, and how it writes one. */
public enum NoticeScheme {
  /** An HMAC with a time before the body, in {@code Stripe-Signature}. */
  STRIPE,
  /** A certificate's signature over id, time, our webhook's id and the body's checksum. */
  PAYPAL,
  /** App Store Server Notifications v2: a JWS with the chain of its signer. */
  APP_STORE,
  /** Real-time developer notifications of Google Play: a push of Pub/Sub with an OIDC token. */
  GOOGLE_PLAY;

  /** The word in the database, such as {@code app_store}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The scheme of a word. */
  public static NoticeScheme of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
