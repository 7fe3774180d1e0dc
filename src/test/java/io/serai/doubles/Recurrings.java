package io.serai.doubles;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What became of the subscriptions that a double made, and which names it has given out. A period
 * is thirty days and some, so that nobody guesses its end. Safe for use by many threads.
 */
final class Recurrings {

  private static final Duration PERIOD = Duration.ofDays(30).plusSeconds(77);

  private final String first;
  private final Map<String, Subscription> byId = new HashMap<>();
  private final Set<String> given = new HashSet<>();

  /**
   * Subscriptions of a provider.
   *
   * @param first the state of a new one
   */
  Recurrings(String first) {
    this.first = first;
  }

  /**
   * A subscription.
   *
   * @param status in the provider's words
   * @param plan the provider's name for its plan
   */
  record Subscription(String status, String plan, Instant start, Instant end) {

    private Subscription now(String other) {
      return new Subscription(other, plan, start, end);
    }

    private Subscription on(String other) {
      return new Subscription(status, other, start, end);
    }

    private Subscription renewed() {
      return new Subscription(status, plan, end, end.plus(PERIOD));
    }
  }

  /** Remembers a name that is given out. */
  synchronized String give(String id) {
    given.add(id);
    return id;
  }

  /** A name that was given out before. */
  synchronized String known(String field, String id) throws BadRequest {
    if (!given.contains(id)) {
      throw new BadRequest(400, "resource_missing", field, "does not exist: No such " + field);
    }
    return id;
  }

  /** The subscription of an id; made now where it is not there yet. */
  synchronized Subscription get(String id, String plan, Instant at) {
    return byId.computeIfAbsent(
        id,
        same -> {
          Instant start = at.truncatedTo(ChronoUnit.SECONDS);
          return new Subscription(first, plan, start, start.plus(PERIOD));
        });
  }

  synchronized @Nullable Subscription find(String id) {
    return byId.get(id);
  }

  synchronized void become(String id, String status) {
    byId.computeIfPresent(id, (same, one) -> one.now(status));
  }

  synchronized void change(String id, String plan) {
    byId.computeIfPresent(id, (same, one) -> one.on(plan));
  }

  synchronized void renew(String id) {
    byId.computeIfPresent(id, (same, one) -> one.renewed());
  }
}
