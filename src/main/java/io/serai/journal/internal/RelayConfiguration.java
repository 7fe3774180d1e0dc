package io.serai.journal.internal;

import io.micrometer.core.instrument.MeterRegistry;
import io.serai.journal.RelaySettings;
import io.serai.journal.RelaySource;
import io.serai.journal.RelayTap;
import io.serai.journal.SharedTime;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the relays together: one for each source that there is. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = "serai.relay.enabled", matchIfMissing = true)
class RelayConfiguration {

  @Bean
  RelaySource journalSource(RelaySettings settings) {
    return new JournalSource(settings);
  }

  // Depends on the epoch, which the journal's configuration reads or begins at start.
  @Bean
  Relays relays(
      DataSource database,
      @Value("${serai.kafka.brokers}") String brokers,
      List<RelaySource> sources,
      List<RelayTap> taps,
      SharedTime time,
      ApplicationEventPublisher events,
      MeterRegistry meters,
      Epoch epoch) {
    return new Relays(
        sources.stream()
            .map(
                source -> {
                  RelayLag lag = new RelayLag(source, time.clock(), events::publishEvent);
                  lag.register(meters);
                  return new RelayLifecycle(
                      source.name(), () -> new Relay(database, brokers, source, lag, taps));
                })
            .toList());
  }
}
