package io.serai.provider;

import io.serai.payment.Outcome;
import io.serai.payment.SendBy;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * A provider inside the hub that decides by itself. Nothing leaves the process, so that intent and
 * outcome are one commit.
 */
public interface DecidingRail extends Rail {

  /** Decides; has no effect, so that a decision may be thrown away. */
  Outcome decide(ProviderCall call);

  @Override
  default CompletableFuture<Map<String, Object>> send(ProviderCall call, SendBy sendBy) {
    return CompletableFuture.failedFuture(
        new UnsupportedOperationException("a deciding rail is asked, not sent to"));
  }
}
