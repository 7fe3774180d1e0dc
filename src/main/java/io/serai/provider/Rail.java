package io.serai.provider;

import io.serai.payment.LinkTrace;
import io.serai.payment.SendBy;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** How a provider is reached. Implementations never block and never resend by themselves. */
@FunctionalInterface
public interface Rail {

  /**
   * Sends once.
   *
   * @param sendBy after it no first byte is handed to a socket; a rail that may have to wait before
   *     it sends checks it again
   * @return the evidence: what came back, field by field; or the failure, as it was
   */
  CompletableFuture<Map<String, Object>> send(ProviderCall call, SendBy sendBy);

  /**
   * The numbers under which the next request will go out over an ISO 8583 link, so that the intent
   * can hold them; null where it goes over none, or there are none just now.
   */
  default @Nullable LinkTrace trace() {
    return null;
  }

  /**
   * How long after {@link #send} a first byte may still leave, where the rail cannot look again
   * before it does: a connection that is being made. Zero where it looks again.
   */
  default Duration handOver() {
    return Duration.ZERO;
  }

  /** Called once before the first call. */
  default void start() {}

  /** Called once after the last call; what is sent all the same is not sent. */
  default void stop() {}

  /** Requests that have no answer yet; 0 where nothing has to be waited for. */
  default long underWay() {
    return 0;
  }
}
