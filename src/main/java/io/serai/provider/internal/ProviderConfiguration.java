package io.serai.provider.internal;

import io.micrometer.core.instrument.MeterRegistry;
import io.netty.util.Timer;
import io.serai.payment.LinkTraces;
import io.serai.payment.Ticker;
import io.serai.provider.Attempts;
import io.serai.provider.RailMaker;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;

/** Puts the room of providers together. */
@Configuration(proxyBeanMethods = false)
class ProviderConfiguration {

  @Bean
  OwnProviders ownProviders(@Value("${serai.providers:}") String list) {
    return OwnProviders.of(list);
  }

  @Bean
  TimedAttempts timedAttempts(
      Timer attemptTimer, OwnProviders own, ApplicationEventPublisher events) {
    return new TimedAttempts(attemptTimer, own, events);
  }

  /** What everybody sends through. */
  @Bean
  @Primary
  Attempts attempts(
      TimedAttempts timed,
      Watches watches,
      UnlistedAnswers unlisted,
      Timer attemptTimer,
      MeterRegistry meters) {
    var limited = new LimitedAttempts(timed, attemptTimer, new LimitGauges(meters));
    return new WatchedAttempts(limited, watches, unlisted);
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
  ProvidersOfSets providersOfSets(
      OwnProviders own, ObjectProvider<LinkTraces> traces, ObjectProvider<RailMaker> rails) {
    return new ProvidersOfSets(
        own,
        link -> {
          LinkTraces known = traces.getIfAvailable();
          return known == null ? null : known.next(link);
        },
        rails.getIfAvailable(() -> (context, definition) -> null));
  }
}
