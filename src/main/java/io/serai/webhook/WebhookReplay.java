package io.serai.webhook;

import io.serai.payment.SeraiException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which deliveries are sent again by hand: one event's, or those of a time, or all that were given
 * up; of several conditions all must hold.
 *
 * @param event the event's id, or null
 * @param givenUp whether only what was given up
 * @param from written down no earlier, or null
 * @param to written down before, or null
 */
public record WebhookReplay(
    @Nullable String event, boolean givenUp, @Nullable Instant from, @Nullable Instant to) {

  /** So many in one call. */
  public static final int MOST = 10_000;

  /** Refuses to send everything again by mistake. */
  public WebhookReplay {
    if (event == null && !givenUp && from == null) {
      throw SeraiException.invalid("event", "say which: event, given_up or from");
    }
    if (from != null && to != null && !from.isBefore(to)) {
      throw SeraiException.invalid("to", "must be later than from");
    }
  }

  String condition() {
    return (event == null ? "" : " event_id = :event and")
        + (givenUp ? " state = 'given_up' and" : "")
        + (from == null ? "" : " at >= :from and")
        + (to == null ? "" : " at < :to and")
        + " true\n";
  }

  Map<String, Object> values() {
    Map<String, Object> values = new HashMap<>();
    if (event != null) {
      values.put("event", event);
    }
    if (from != null) {
      values.put("from", Timestamp.from(from));
    }
    if (to != null) {
      values.put("to", Timestamp.from(to));
    }
    return values;
  }
}
