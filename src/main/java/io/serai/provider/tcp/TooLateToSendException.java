package io.serai.provider.tcp;

import java.net.ConnectException;

/**
 * The time to send a request had passed once its connection stood; not the provider's fault. It is
 * a {@link ConnectException} because that proves that nothing was sent.
 */
public final class TooLateToSendException extends ConnectException {

  private static final long serialVersionUID = 1L;

  TooLateToSendException() {
    super("the time to send the request has passed");
  }
}
