package io.serai.resolution.internal;

import io.serai.provider.ProviderDefinition;
import java.time.Instant;

/**
 * The time in which a request that was given up may still take effect at its provider. "No
 * original" closes a case only as the answer to a repeat that was sent after it: what was asked
 * earlier may have been answered before the request arrived. A provider that stands still may have
 * the request unread, so that its window begins when it answers again.
 *
 * @param heardAt the provider's first answer since it was last silent
 * @param provider the provider
 * @param sentAt when this try was sent
 * @param send the number of this send of its operation, from 1
 */
record LateWindow(Instant heardAt, ProviderDefinition provider, Instant sentAt, int send) {

  /** Whether the request can no longer take effect, and this was a repeat. */
  boolean isOver() {
    return send > 1 && !sentAt.isBefore(end());
  }

  /** When the request can no longer take effect. */
  Instant end() {
    return heardAt.plus(provider.lateWindow());
  }
}
