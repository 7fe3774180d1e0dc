package io.serai.provider.internal;

import io.netty.util.Timer;
import io.serai.payment.LinkTraces;
import io.serai.payment.Ticker;
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
  TimedAttempts timedAttempts(Timer attemptTimer, ApplicationEventPublisher events) {
    return new TimedAttempts(attemptTimer, events);
  }

  /** What everybody sends through. */
  @Bean
  @Primary
  Attempts attempts(TimedAttempts timed, Watches watches, UnlistedAnswers unlisted) {
    return new WatchedAttempts(timed, watches, unlisted);
  }

  @Bean
  Watches watches(Ticker ticker) {
    return new Watches(ticker);
  }

  @Bean
  UnlistedAnswers unlistedAnswers(ApplicationEventPublisher alarms, Ticker ticker) {
    return new UnlistedAnswers(alarms, ticker);
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
