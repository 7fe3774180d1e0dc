package io.serai.iso8583;

import java.net.ConnectException;

/** A PIN block could not be translated, so provably no byte of its message was sent. */
public final class NotTranslatedException extends ConnectException {

  private static final long serialVersionUID = 1L;

  NotTranslatedException(String link) {
    super("link " + link + ": the PIN block cannot be translated");
  }
}
