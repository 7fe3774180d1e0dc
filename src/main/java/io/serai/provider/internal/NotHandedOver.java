package io.serai.provider.internal;

/** A request that was given up before it was handed to a socket. */
final class NotHandedOver extends RuntimeException {

  private static final long serialVersionUID = 1L;

  NotHandedOver(String message) {
    super(message);
  }
}
