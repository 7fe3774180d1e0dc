package io.serai.engine.internal.caps;

import io.serai.engine.CapSettings;
import io.serai.journal.Journal;
import io.serai.journal.SharedTime;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;

/** Puts the caps together. */
@Configuration(proxyBeanMethods = false)
class CapsConfiguration {

  @Bean
  Caps caps(SharedTime time) {
    return new Caps(time.clock());
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
      SharedTime time) {
    return new CapSharing(
        caps, new CapTable(jdbc, journal.lease()), settings.share(), alarms, time.clock());
  }
}
