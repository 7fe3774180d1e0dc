package io.serai.routing.test;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.serai.engine.RecurringDesk;
import io.serai.engine.RefundQueue;
import io.serai.journal.Journal;
import io.serai.journal.SharedTime;
import io.serai.notice.Notices;
import io.serai.payment.AlarmRaised;
import io.serai.payment.ErrorCode;
import io.serai.payment.ExchangeKeys;
import io.serai.payment.Ids;
import io.serai.payment.SeraiException;
import io.serai.payment.TerminalGate;
import io.serai.provider.Attempts;
import io.serai.receipt.Receipts;
import io.serai.security.Payloads;
import io.serai.security.TenantSettings;
import io.serai.security.Tenants;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Processor;
import org.apache.camel.spi.CamelContextCustomizer;
import org.apache.camel.spring.boot.CamelAutoConfiguration;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.availability.ApplicationAvailabilityAutoConfiguration;
import org.springframework.boot.autoconfigure.context.ConfigurationPropertiesAutoConfiguration;
import org.springframework.boot.autoconfigure.context.PropertyPlaceholderAutoConfiguration;
import org.springframework.boot.autoconfigure.jackson.JacksonAutoConfiguration;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.ComponentScan.Filter;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.event.EventListener;

/**
 * What a hub is made of in a route test: everything between the entries and the providers as it is,
 * and in the place of what needs a database, memory. No {@code @Configuration}, so that the hub's
 * own scan passes it by.
 */
@ImportAutoConfiguration({
  ApplicationAvailabilityAutoConfiguration.class,
  ConfigurationPropertiesAutoConfiguration.class,
  PropertyPlaceholderAutoConfiguration.class,
  JacksonAutoConfiguration.class,
  CamelAutoConfiguration.class
})
@ConfigurationPropertiesScan({
  "io.serai.engine",
  "io.serai.provider",
  "io.serai.queue",
  "io.serai.routing"
})
@ComponentScan(
    basePackages = {
      "io.serai.engine",
      "io.serai.iso8583",
      "io.serai.issuing.internal",
      "io.serai.issuing.rules",
      "io.serai.provider.internal",
      "io.serai.queue",
      "io.serai.rest",
      "io.serai.routing.internal"
    },
    excludeFilters =
        @Filter(
            type = FilterType.REGEX,
            pattern = {
              // What processes share over the database, and what operators see of it.
              ".*\\.CapSharingConfiguration",
              // Of the issuer only its component; what it decides is scripted.
              "io\\.serai\\.issuing\\.internal\\.(?!NetworkSideConfiguration).*",
              ".*\\.HealthConfiguration",
              ".*\\.ProviderController"
            }))
class RouteTestParts {

  /** The API key of a tenant is this and its name. */
  static final String API_KEY = "test:";

  private final List<AlarmRaised> alarms = new ArrayList<>();

  @Bean
  InMemoryJournal journal(ObjectMapper json) {
    return new InMemoryJournal(json);
  }

  @Bean
  InMemoryReceipts receiptBook() {
    return new InMemoryReceipts();
  }

  @Bean
  Receipts receipts(
      Attempts attempts, InMemoryReceipts book, Journal journal, SharedTime time, Ids ids) {
    return new Receipts(attempts, book, journal, time, ids);
  }

  @Bean
  Ids ids() {
    AtomicInteger last = new AtomicInteger();
    return prefix -> prefix + "T%06d".formatted(last.incrementAndGet());
  }

  @Bean
  SharedTime sharedTime(VirtualTime time) {
    return () -> time;
  }

  @Bean
  MeterRegistry meters() {
    return new SimpleMeterRegistry();
  }

  @Bean
  Tenants tenants() {
    return key ->
        CompletableFuture.completedFuture(
            key.startsWith(API_KEY)
                ? Optional.of(key.substring(API_KEY.length()))
                : Optional.empty());
  }

  @Bean
  TenantSettings tenantSettings() {
    return new TenantSettings(Map.of());
  }

  @Bean
  Payloads payloads(TenantSettings settings) {
    return new Payloads(settings);
  }

  /** Everybody is registered. */
  @Bean
  TerminalGate terminalGate() {
    return requester -> CompletableFuture.completedFuture(TerminalGate.Admission.FULL);
  }

  @Bean
  RefundQueue refundQueue() {
    return refund -> CompletableFuture.completedFuture(null);
  }

  /** Orders need a database, which a route test has none of. */
  @Bean
  Processor orders() {
    return exchange -> {
      throw new SeraiException(ErrorCode.NOT_READY, "orders are not there in a route test");
    };
  }

  /** Webhooks of providers go past the routes. */
  @Bean
  Notices notices() {
    return (provider, headers, body, trace) ->
        CompletableFuture.failedFuture(
            new SeraiException(ErrorCode.NOT_READY, "webhooks are not there in a route test"));
  }

  /** Subscriptions need a database too; whom a route asks is told. */
  @Bean
  RecurringDesk recurringDesk() {
    return new NoSubscriptions();
  }

  @Bean
  CamelContextCustomizer routeTests(Branches branches, Queues queues) {
    return context -> {
      context.setSourceLocationEnabled(true);
      context.getCamelContextExtension().addInterceptStrategy(branches);
      if (context.getGlobalOption(ExchangeKeys.SET_HASH) == null) {
        context.addComponent("aws2-sqs", queues.component());
        context.addComponent("kafka", queues.component());
      } else {
        context.addComponent("cards", new PassedBy());
      }
    };
  }

  @EventListener
  synchronized void raised(AlarmRaised alarm) {
    alarms.add(alarm);
  }

  /** Kinds of the alarms since the last time that this was asked. */
  synchronized List<String> takenAlarms() {
    List<String> taken = alarms.stream().map(AlarmRaised::kind).toList();
    alarms.clear();
    return taken;
  }
}
