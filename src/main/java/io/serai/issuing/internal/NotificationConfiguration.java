package io.serai.issuing.internal;

import io.serai.issuing.NotificationSettings;
import io.serai.journal.RelaySource;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Has card events published; the journal's relay does the rest. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = "serai.notifications.enabled", matchIfMissing = true)
class NotificationConfiguration {

  @Bean
  RelaySource cardEventSource(NotificationSettings settings) {
    return new CardEventSource(settings);
  }
}
