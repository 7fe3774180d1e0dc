package io.serai.provider.internal;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * Shows who is left out, for graphs: {@code serai.provider.bypassed} and {@code
 * serai.provider.errors} per provider, as the database last said.
 *
 * @param meters where they are shown
 */
record Gauges(MeterRegistry meters) {

  /** Shows a provider, from now on. */
  void show(Watch watch) {
    Gauge.builder("serai.provider.bypassed", watch, w -> w.standing().bypassed() ? 1 : 0)
        .description("1 while the provider is left out")
        .tag("provider", watch.name())
        .register(meters);
    Gauge.builder("serai.provider.errors", watch, w -> w.standing().errors())
        .description("errors within the provider's window, over all processes")
        .tag("provider", watch.name())
        .register(meters);
  }
}
