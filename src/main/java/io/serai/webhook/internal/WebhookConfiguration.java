package io.serai.webhook.internal;

import io.serai.journal.RelayTap;
import io.serai.journal.SharedTime;
import io.serai.webhook.WebhookSettings;
import io.serai.webhook.Webhooks;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Puts webhooks together. */
@Configuration(proxyBeanMethods = false)
class WebhookConfiguration {

  /** The endpoints, checked; a wrong one ends the start. */
  record Checked(List<Endpoint> endpoints) {}

  @Bean
  Checked webhookEndpoints(WebhookSettings settings) {
    return new Checked(Endpoints.of(settings));
  }

  @Bean
  WebhookLifecycle webhookLifecycle(
      DataSource database,
      Checked checked,
      WebhookSettings settings,
      SharedTime time,
      ApplicationEventPublisher events) {
    return new WebhookLifecycle(
        database, checked.endpoints(), settings, time.clock(), events::publishEvent);
  }

  @Bean
  RelayTap deliveryTap(Checked checked, WebhookLifecycle webhooks, SharedTime time) {
    return new DeliveryTap(checked.endpoints(), time.clock(), webhooks::look);
  }

  @Bean
  Webhooks webhooks(JdbcClient jdbc) {
    return new Webhooks(jdbc);
  }
}
