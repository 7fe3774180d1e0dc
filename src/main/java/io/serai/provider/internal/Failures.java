package io.serai.provider.internal;

import io.netty.channel.ConnectTimeoutException;
import io.serai.payment.Outcome;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.util.List;
import java.util.Locale;
import java.util.NoSuchElementException;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;

/**
 * Classifies failures that are not answers. Only those that prove that no byte of the request left
 * are {@code not_sent}; all others are {@code unknown}.
 */
final class Failures {

  private static final List<Class<? extends Throwable>> BEFORE_THE_FIRST_BYTE =
      List.of(
          ConnectException.class,
          ConnectTimeoutException.class,
          NoRouteToHostException.class,
          UnknownHostException.class,
          UnresolvedAddressException.class,
          ConnectionPoolTooBusyException.class);

  /**
   * What Vert.x says when the handshake of a new connection fails, before it hands the connection
   * to a request. The same exception without these words may come at any time: with TLS 1.3 the
   * provider refuses our certificate once our side of the handshake is over and the request gone.
   */
  private static final String NO_HANDSHAKE = "Failed to create SSL connection";

  /** Camel's Netty component borrows each connection from here before it writes to it. */
  private static final String POOL = "org.apache.commons.pool2.";

  private Failures() {}

  static Outcome classify(@Nullable Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (provesThatNothingLeft(cause)) {
        return new Outcome.NotSent(word(cause));
      }
    }
    if (failure == null) {
      return new Outcome.Unknown("no_answer");
    }
    Throwable root = root(failure);
    return new Outcome.Unknown(root instanceof SocketException ? "connection_lost" : word(root));
  }

  private static boolean provesThatNothingLeft(Throwable cause) {
    if (cause instanceof NoSuchElementException) {
      return isOfThePool(cause);
    }
    return cause instanceof SSLHandshakeException
        ? NO_HANDSHAKE.equals(cause.getMessage())
        : BEFORE_THE_FIRST_BYTE.stream().anyMatch(proof -> proof.isInstance(cause));
  }

  /** Whether it was thrown by the pool of connections itself, which had none to give. */
  private static boolean isOfThePool(Throwable failure) {
    StackTraceElement[] trace = failure.getStackTrace();
    return trace.length > 0 && trace[0].getClassName().startsWith(POOL);
  }

  private static Throwable root(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root;
  }

  private static String word(Throwable failure) {
    return failure
        .getClass()
        .getSimpleName()
        .replaceAll("^Annotated|(Exception|Error)$", "") // Netty's own, which names the address
        .replaceAll("([a-z])([A-Z])", "$1_$2")
        .toLowerCase(Locale.ROOT);
  }
}
