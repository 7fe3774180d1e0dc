package io.serai.engine.internal.caps;

import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the caps of a process together. */
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
}
