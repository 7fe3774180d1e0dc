package io.serai.notice;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Takes what providers tell. Thread-safe; nothing blocks. */
public interface Notices {

  /** Whether a notice was new. */
  enum Taken {
    /** It is on disk, and is applied soon. */
    ACCEPTED,
    /** It had come before; nothing more is done. */
    DUPLICATE
  }

  /** The headers that a provider may sign with, in lower case. */
  List<String> HEADERS =
      List.of(
          "authorization",
          "stripe-signature",
          "paypal-auth-algo",
          "paypal-cert-url",
          "paypal-transmission-id",
          "paypal-transmission-sig",
          "paypal-transmission-time");

  /**
   * Verifies a notice and writes it down; the future completes once it is on disk.
   *
   * @param provider the provider's name
   * @param headers those of {@link #HEADERS} that stand exactly once, by their lower-case name
   * @param body the bytes as they came; not changed
   * @param trace the trace id of the request
   * @return fails with a {@link io.serai.payment.SeraiException}: {@code WEBHOOK_NOT_FOUND} where
   *     the provider is no source, {@code SIGNATURE_REFUSED} for whatever is not the provider's,
   *     {@code SIGNATURE_UNCHECKED} where its keys cannot be had just now, {@code OVERLOADED} or
   *     {@code JOURNAL_UNAVAILABLE}; after any of them nothing was written
   */
  CompletableFuture<Taken> take(
      String provider, Map<String, String> headers, byte[] body, String trace);
}
