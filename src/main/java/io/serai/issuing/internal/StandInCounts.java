package io.serai.issuing.internal;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * What the stand-in rule did, for graphs.
 *
 * @param approved approvals under the floor limit
 * @param declined declines at once, or by the stand-in step
 * @param discarded requests that came to their turn after their time
 * @param unrecorded declines that could not be written down
 */
record StandInCounts(Counter approved, Counter declined, Counter discarded, Counter unrecorded) {

  static StandInCounts in(MeterRegistry meters) {
    return new StandInCounts(
        meters.counter("serai.issuing.stand.in", "answer", "approved"),
        meters.counter("serai.issuing.stand.in", "answer", "declined"),
        meters.counter("serai.issuing.discarded"),
        meters.counter("serai.issuing.unrecorded"));
  }

  /** Shows how many wait, from now on. */
  static void show(MeterRegistry meters, QueuedAccounts accounts) {
    Gauge.builder("serai.issuing.waiting", accounts, QueuedAccounts::waiting)
        .description("steps over card accounts that wait for their group")
        .register(meters);
  }
}
