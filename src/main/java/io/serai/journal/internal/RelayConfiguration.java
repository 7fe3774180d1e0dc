package io.serai.journal.internal;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.serai.journal.RelaySettings;
import io.serai.journal.SharedTime;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the relay together. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = "serai.relay.enabled", matchIfMissing = true)
class RelayConfiguration {

  @Bean
  RelayLag relayLag(
      SharedTime time,
      RelaySettings settings,
      ApplicationEventPublisher events,
      MeterRegistry meters) {
    RelayLag lag = new RelayLag(time.clock(), settings.lagAlarm(), events::publishEvent);
    Gauge.builder("serai.relay.lag", lag, RelayLag::seconds)
        .description("Age of the oldest journal entry that is not on Kafka")
        .baseUnit("seconds")
        .register(meters);
    return lag;
  }

  // Depends on the epoch, which the journal's configuration reads or begins at start.
  @Bean
  RelayLifecycle relay(
      DataSource database,
      @Value("${serai.kafka.brokers}") String brokers,
      RelaySettings settings,
      RelayLag lag,
      Epoch epoch) {
    return new RelayLifecycle(() -> new Relay(database, brokers, settings, lag));
  }
}
