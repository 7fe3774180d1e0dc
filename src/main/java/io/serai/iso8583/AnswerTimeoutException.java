package io.serai.iso8583;

import java.io.IOException;

/** No answer came in time: the peer may have done what was asked. */
public final class AnswerTimeoutException extends IOException {

  private static final long serialVersionUID = 1L;

  /** Of a link. */
  public AnswerTimeoutException(String link) {
    super("link " + link + ": no answer came in time");
  }
}
