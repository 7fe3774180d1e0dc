package io.serai.engine.internal.caps;

import io.serai.journal.SharedTime;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the caps of a process together. */
@Configuration(proxyBeanMethods = false)
class CapsConfiguration {

  @Bean
  Caps caps(SharedTime time) {
    return new Caps(time.clock());
  }

  @Bean
  MonthVolumes monthVolumes(Caps caps, SharedTime time) {
    return new MonthVolumes(caps, time.clock());
  }

  @Bean
  CapsOfSets capsOfSets(Caps caps) {
    return new CapsOfSets(caps);
  }
}
