package io.serai.provider.internal;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * Shows how full each provider's share is, for graphs: {@code serai.provider.under_way} and {@code
 * serai.provider.waiting}.
 *
 * @param meters where they are shown
 */
record LimitGauges(MeterRegistry meters) {

  /** Shows a provider, from now on. */
  void show(String provider, Bulkhead bulkhead) {
    Gauge.builder("serai.provider.under_way", bulkhead, Bulkhead::underWay)
        .description("requests of this process under way to the provider")
        .tag("provider", provider)
        .register(meters);
    Gauge.builder("serai.provider.waiting", bulkhead, Bulkhead::waiting)
        .description("requests of this process that wait until there is room at the provider")
        .tag("provider", provider)
        .register(meters);
  }
}
