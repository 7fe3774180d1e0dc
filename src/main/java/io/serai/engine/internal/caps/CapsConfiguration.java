package io.serai.engine.internal.caps;

import io.serai.engine.CapSettings;
import io.serai.journal.Journal;
import java.time.Clock;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;

/** Puts the caps together. */
@Configuration(proxyBeanMethods = false)
class CapsConfiguration {

  @Bean
  Caps caps(Clock clock) {
    return new Caps(clock);
  }

  @Bean
  CapsOfSets capsOfSets(Caps caps) {
    return new CapsOfSets(caps);
  }

  @Bean
  CapSharing capSharing(
      Caps caps,
      Journal journal,
      JdbcTemplate jdbc,
      CapSettings settings,
      ApplicationEventPublisher alarms,
      Clock clock) {
    return new CapSharing(
        caps, new CapTable(jdbc, journal.lease()), settings.share(), alarms, clock);
  }
}
