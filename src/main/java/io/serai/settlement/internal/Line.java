package io.serai.settlement.internal;

import java.util.Objects;

/**
 * Money that moved.
 *
 * @param event the event that tells of it
 * @param operation what moved it, in settlement's words
 * @param kind the operation that put the money there
 * @param minor signed minor units, never 0
 */
record Line(JournalEvent event, String operation, String kind, long minor) {

  String provider() {
    return Objects.requireNonNullElse(event.provider(), "");
  }

  int attempt() {
    return Objects.requireNonNullElse(event.attempt(), 0);
  }

  String subject() {
    return Objects.requireNonNullElse(event.subject(), event.payment());
  }
}
