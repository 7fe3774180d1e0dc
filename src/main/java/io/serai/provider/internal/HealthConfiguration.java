package io.serai.provider.internal;

import io.micrometer.core.instrument.MeterRegistry;
import io.serai.journal.Journal;
import io.serai.payment.Ids;
import io.serai.provider.BypassSettings;
import java.time.Clock;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Puts together what watches over providers. */
@Configuration(proxyBeanMethods = false)
class HealthConfiguration {

  @Bean
  HealthStore healthStore(JdbcClient jdbc, Journal journal) {
    return new HealthStore(jdbc, journal.lease());
  }

  @Bean
  Prober prober(
      HealthStore store,
      TimedAttempts attempts,
      UnlistedAnswers unlisted,
      BypassSettings settings,
      ApplicationEventPublisher alarms,
      Clock clock,
      Ids ids) {
    return new Prober(store, attempts, unlisted, settings, alarms, clock, ids);
  }

  @Bean
  HealthLoop healthLoop(
      HealthStore store,
      Watches watches,
      Prober prober,
      ProvidersOfSets providers,
      BypassSettings settings,
      ApplicationEventPublisher alarms,
      MeterRegistry meters) {
    return new HealthLoop(store, watches, prober, new Gauges(meters), providers, settings, alarms);
  }
}
