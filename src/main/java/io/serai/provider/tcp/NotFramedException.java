package io.serai.provider.tcp;

import java.net.ConnectException;

/** A message that cannot be put into a frame; nothing of it was sent. */
public final class NotFramedException extends ConnectException {

  private static final long serialVersionUID = 1L;

  NotFramedException(String problem) {
    super(problem);
  }
}
