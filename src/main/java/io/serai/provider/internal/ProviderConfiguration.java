package io.serai.provider.internal;

import io.serai.payment.LinkTraces;
import io.serai.provider.Attempts;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;

/** Puts the room of providers together. */
@Configuration(proxyBeanMethods = false)
class ProviderConfiguration {

  @Bean
  TimedAttempts timedAttempts(ApplicationEventPublisher events) {
    return new TimedAttempts(events);
  }

  /** What everybody sends through. */
  @Bean
  @Primary
  Attempts attempts(TimedAttempts timed, Watches watches, UnlistedAnswers unlisted) {
    return new WatchedAttempts(timed, watches, unlisted);
  }

  @Bean
  Watches watches() {
    return new Watches(System::nanoTime);
  }

  @Bean
  UnlistedAnswers unlistedAnswers(ApplicationEventPublisher alarms) {
    return new UnlistedAnswers(alarms, System::nanoTime);
  }

  @Bean
  ProvidersOfSets providersOfSets(ObjectProvider<LinkTraces> traces) {
    return new ProvidersOfSets(
        link -> {
          LinkTraces known = traces.getIfAvailable();
          return known == null ? null : known.next(link);
        });
  }
}
