package io.serai.iso8583;

import java.net.SocketException;

/** The connection ended before the answer came: the peer may have done what was asked. */
public final class ConnectionLostException extends SocketException {

  private static final long serialVersionUID = 1L;

  /** Of a link. */
  public ConnectionLostException(String link) {
    super("link " + link + ": the connection was lost before the answer came");
  }
}
