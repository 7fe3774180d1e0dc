package io.serai.routing.internal;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.serai.routing.check.Topology.Arrow;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * How often each way of the routes was taken since this process started, as meters: {@code
 * serai.route.begun} (exchanges of a route), {@code serai.route.sent} (what it handed on, and to
 * whom) and {@code serai.route.answered} (which provider had the payment of a {@code payment:}
 * step). Thread-safe.
 *
 * @param meters where they are kept
 */
record Traffic(MeterRegistry meters) {

  private static final String BEGUN = "serai.route.begun";
  private static final String SENT = "serai.route.sent";
  private static final String ANSWERED = "serai.route.answered";

  Counter begun(String route) {
    return Counter.builder(BEGUN)
        .description("exchanges that a route began")
        .tag("route", route)
        .register(meters);
  }

  Counter sent(String route, String via) {
    return Counter.builder(SENT)
        .description("what a route handed on")
        .tag("route", route)
        .tag("to", via)
        .register(meters);
  }

  Counter answered(String route, String via, String provider) {
    return Counter.builder(ANSWERED)
        .description("payments of a step by the provider that had them last")
        .tag("route", route)
        .tag("to", via)
        .tag("provider", provider)
        .register(meters);
  }

  /** How often that way was taken; empty where nobody counts it. */
  OptionalLong on(Arrow arrow) {
    int step = arrow.from().indexOf(' ');
    if (arrow.via().isEmpty()) {
      return count(meters.find(BEGUN).tag("route", arrow.to()).counter());
    }
    if (step < 0) {
      return count(meters.find(SENT).tags("route", arrow.from(), "to", arrow.via()).counter());
    }
    String route = arrow.from().substring(0, step);
    String via = arrow.from().substring(step + 1);
    Counter asked = meters.find(SENT).tags("route", route, "to", via).counter();
    Counter answered =
        meters.find(ANSWERED).tags("route", route, "to", via, "provider", arrow.via()).counter();
    return answered == null && asked != null ? OptionalLong.of(0) : count(answered);
  }

  private static OptionalLong count(@Nullable Counter counter) {
    return counter == null ? OptionalLong.empty() : OptionalLong.of((long) counter.count());
  }
}
