package io.serai.routing.internal;

import io.serai.payment.ErrorCode;
import io.serai.payment.SeraiException;
import org.apache.camel.Exchange;

/** Whose fault it is that an exchange failed. */
final class Blame {

  private Blame() {}

  /**
   * Whether the routes may be to blame: neither the caller, nor a database that is away, nor a hub
   * that is full.
   */
  static boolean isOnRoutes(Exchange exchange) {
    Throwable failure = exchange.getException();
    if (failure == null) {
      failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
    }
    if (failure == null) {
      return false;
    }
    return !(failure instanceof SeraiException known) || isOnRoutes(known.code());
  }

  private static boolean isOnRoutes(ErrorCode code) {
    return switch (code.category()) {
      case INVALID, CONFLICT, NOT_FOUND, UNAUTHORIZED, DECLINED -> false;
      case UNAVAILABLE -> code == ErrorCode.PROVIDERS_UNAVAILABLE || code == ErrorCode.CAP_EXCEEDED;
      case OPERATOR -> true;
    };
  }
}
