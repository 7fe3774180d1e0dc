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
          SSLHandshakeException.class,
          ConnectionPoolTooBusyException.class);

  private Failures() {}

  static Outcome classify(@Nullable Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      for (Class<? extends Throwable> proof : BEFORE_THE_FIRST_BYTE) {
        if (proof.isInstance(cause)) {
          return new Outcome.NotSent(word(cause));
        }
      }
    }
    if (failure == null) {
      return new Outcome.Unknown("no_answer");
    }
    Throwable root = root(failure);
    return new Outcome.Unknown(root instanceof SocketException ? "connection_lost" : word(root));
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
        .replaceAll("(Exception|Error)$", "")
        .replaceAll("([a-z])([A-Z])", "$1_$2")
        .toLowerCase(Locale.ROOT);
  }
}
