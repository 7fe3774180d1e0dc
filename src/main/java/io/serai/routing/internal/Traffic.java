package io.serai.routing.internal;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.serai.routing.check.Topology.Arrow;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What went through a set of routes, or through the entries, since it was loaded; as meters with
 * the set's hash on each: {@code serai.route.time} (exchanges of a route, and how long after their
 * beginning it was done), {@code serai.route.errors} (those that came in there and failed by no
 * fault of the caller), {@code serai.route.sent} (what a route handed on, and to whom), {@code
 * serai.route.answered} (which provider had the payment of a {@code payment:} step) and {@code
 * serai.route.outcomes} (what steps that move money came to). Thread-safe.
 *
 * @param meters where they are kept
 * @param set the set's hash, or {@link #ENTRIES}
 */
record Traffic(MeterRegistry meters, String set) {

  /** Stands in a set's place for what belongs to the process. */
  static final String ENTRIES = "entries";

  private static final String TIME = "serai.route.time";
  private static final String ERRORS = "serai.route.errors";
  private static final String SENT = "serai.route.sent";
  private static final String ANSWERED = "serai.route.answered";
  private static final String OUTCOMES = "serai.route.outcomes";
  private static final List<String> ALL = List.of(TIME, ERRORS, SENT, ANSWERED, OUTCOMES);
  private static final double P99 = 0.99;

  /**
   * What a route did.
   *
   * @param exchanges how many ended
   * @param errors how many of them ended in an error that is not the caller's
   * @param p99Millis 99 of 100 of the latest took no longer, in milliseconds; 0 while there are
   *     none
   */
  @JsonNaming(SnakeCaseStrategy.class)
  record Figures(long exchanges, long errors, double p99Millis) {}

  Timer time(String route) {
    return Timer.builder(TIME)
        .description("exchanges of a route, and how long after their beginning it was done")
        .publishPercentiles(0.5, P99)
        .tag("route", route)
        .tag("set", set)
        .register(meters);
  }

  Counter errors(String route) {
    return counter(ERRORS, "exchanges that ended in an error of the hub", "route", route);
  }

  Counter sent(String route, String via) {
    return counter(SENT, "what a route handed on", "route", route, "to", via);
  }

  Counter answered(String route, String via, String provider) {
    return counter(
        ANSWERED,
        "payments of a step by the provider that had them last",
        "route",
        route,
        "to",
        via,
        "provider",
        provider);
  }

  Counter outcome(String outcome) {
    return counter(OUTCOMES, "what payment steps came to", "outcome", outcome);
  }

  private Counter counter(String name, String description, String... tags) {
    return Counter.builder(name)
        .description(description)
        .tags(tags)
        .tag("set", set)
        .register(meters);
  }

  /** What payment steps of this set came to, by outcome. */
  Map<String, Long> outcomes() {
    Map<String, Long> outcomes = new TreeMap<>();
    for (Counter counter : meters.find(OUTCOMES).tag("set", set).counters()) {
      outcomes.put(String.valueOf(counter.getId().getTag("outcome")), (long) counter.count());
    }
    return outcomes;
  }

  /** What its routes did, by route. */
  Map<String, Figures> routes() {
    Map<String, Figures> routes = new TreeMap<>();
    for (Timer timer : meters.find(TIME).tag("set", set).timers()) {
      String route = String.valueOf(timer.getId().getTag("route"));
      var errors = meters.find(ERRORS).tags("set", set, "route", route).counter();
      routes.put(
          route,
          new Figures(timer.count(), errors == null ? 0 : (long) errors.count(), p99(timer)));
    }
    return routes;
  }

  private static double p99(Timer timer) {
    for (var value : timer.takeSnapshot().percentileValues()) {
      if (value.percentile() == P99) {
        return value.value(TimeUnit.MILLISECONDS);
      }
    }
    return 0;
  }

  /** Takes the meters of a set away that is closed. */
  void forget() {
    for (String name : ALL) {
      for (Meter meter : meters.find(name).tag("set", set).meters()) {
        meters.remove(meter);
      }
    }
  }

  /** How often that way was taken; empty where nobody counts it. */
  OptionalLong on(Arrow arrow) {
    int step = arrow.from().indexOf(' ');
    if (arrow.via().isEmpty()) {
      Timer timer = meters.find(TIME).tags("route", arrow.to(), "set", of(arrow.to())).timer();
      return timer == null ? OptionalLong.empty() : OptionalLong.of(timer.count());
    }
    if (step < 0) {
      return count(sentBy(arrow.from(), arrow.via()));
    }
    String route = arrow.from().substring(0, step);
    String via = arrow.from().substring(step + 1);
    Counter answered =
        meters
            .find(ANSWERED)
            .tags("route", route, "to", via, "provider", arrow.via(), "set", of(route))
            .counter();
    return answered == null && sentBy(route, via) != null ? OptionalLong.of(0) : count(answered);
  }

  private @Nullable Counter sentBy(String route, String via) {
    return meters.find(SENT).tags("route", route, "to", via, "set", of(route)).counter();
  }

  /** Routes of entries belong to no set. */
  private String of(String route) {
    return route.startsWith(ENTRIES + ":") ? ENTRIES : set;
  }

  private static OptionalLong count(@Nullable Counter counter) {
    return counter == null ? OptionalLong.empty() : OptionalLong.of((long) counter.count());
  }
}
