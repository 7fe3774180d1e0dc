package io.serai.engine.internal.caps;

import io.serai.engine.CapSettings;
import io.serai.journal.Journal;
import io.serai.journal.SharedTime;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;

/** Lets the processes know of each other's use of the caps, over the database. */
@Configuration(proxyBeanMethods = false)
class CapSharingConfiguration {

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
