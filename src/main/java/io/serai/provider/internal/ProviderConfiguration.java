package io.serai.provider.internal;

import io.serai.provider.Attempts;
import java.time.Clock;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the room of providers together. */
@Configuration(proxyBeanMethods = false)
class ProviderConfiguration {

  @Bean
  Attempts attempts(Clock clock, ApplicationEventPublisher events) {
    return new TimedAttempts(clock, events);
  }

  @Bean
  ProvidersOfSets providersOfSets() {
    return new ProvidersOfSets();
  }
}
