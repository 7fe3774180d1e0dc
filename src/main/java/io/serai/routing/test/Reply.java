package io.serai.routing.test;

import java.time.Duration;

/**
 * What a scripted provider does with one request.
 *
 * @param kind what it does
 * @param delay how much time passes before it says something
 * @param status the HTTP status that it says
 * @param body the body that it says
 */
record Reply(Kind kind, Duration delay, int status, String body) {

  /** What can be done with a request. */
  enum Kind {
    /** It is answered. */
    SAY,
    /** It is never answered. */
    HANG,
    /** The connection is closed instead of an answer. */
    RESET
  }

  static Reply say(Duration delay, int status, String body) {
    return new Reply(Kind.SAY, delay, status, body);
  }

  static Reply of(Kind kind) {
    return new Reply(kind, Duration.ZERO, 0, "");
  }
}
