package io.serai.resolution.internal;

import io.serai.journal.FollowUps;
import io.serai.journal.Journal;
import io.serai.payment.Ids;
import io.serai.provider.Attempts;
import io.serai.provider.ProviderDirectory;
import io.serai.resolution.ResolutionSettings;
import java.time.Clock;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the resolver together. */
@Configuration(proxyBeanMethods = false)
class ResolutionConfiguration {

  @Bean
  ResolutionLoop resolutionLoop(
      Journal journal,
      FollowUps followUps,
      Attempts attempts,
      ProviderDirectory providers,
      ResolutionSettings settings,
      ApplicationEventPublisher alarms,
      Clock clock,
      Ids ids) {
    return new ResolutionLoop(
        followUps,
        new Resolver(journal, followUps, attempts, providers, settings, alarms, clock, ids),
        new TakeOver(journal, followUps, providers, clock, ids),
        settings,
        clock);
  }
}
