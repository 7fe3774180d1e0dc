package io.serai.routing.internal;

import io.micrometer.core.instrument.MeterRegistry;
import io.serai.payment.ExchangeKeys;
import io.serai.routing.RoutingSettings;
import io.serai.routing.check.RouteCheck;
import java.time.Clock;
import org.apache.camel.spi.CamelContextCustomizer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** Puts routing together. */
@Configuration(proxyBeanMethods = false)
class RoutingConfiguration {

  @Bean
  static RouteGate routeGate(Environment environment) {
    return new RouteGate(environment);
  }

  @Bean
  RouteSwitch routeSwitch() {
    return new RouteSwitch();
  }

  @Bean
  RouteCheck routeCheck(Environment environment) {
    return new RouteCheck(environment::getProperty);
  }

  @Bean
  SetCopies setCopies() {
    return new SetCopies();
  }

  @Bean
  SetChanges setChanges(MeterRegistry meters, Clock clock) {
    return new SetChanges(meters, clock);
  }

  @Bean
  RouteSets routeSets(
      RoutingSettings settings,
      ApplicationContext beans,
      ObjectProvider<CamelContextCustomizer> parts,
      RouteSwitch routes,
      RouteCheck check,
      SetCopies copies,
      MeterRegistry meters,
      Clock clock) {
    var loader = new RouteSetLoader(settings, beans, parts, check, routes, clock);
    return new RouteSets(routes, loader, copies, meters, beans);
  }

  @Bean
  Replacement replacement(
      RoutingSettings settings,
      RouteSets sets,
      RouteSwitch routes,
      SetCopies copies,
      RouteCheck check,
      SetChanges changes,
      MeterRegistry meters,
      ApplicationContext alarms,
      Clock clock) {
    return new Replacement(
        settings, sets, routes, copies, new Candidates(check), changes, meters, alarms, clock);
  }

  @Bean
  RoutesLifecycle routesLifecycle(
      RoutingSettings settings, RouteSets sets, Replacement replacement) {
    return new RoutesLifecycle(settings, sets, replacement);
  }

  @Bean
  Entries entries(RoutingSettings settings, RouteSwitch routes) {
    return new Entries(settings, routes);
  }

  /** For the entries' context and each set's. */
  @Bean
  CamelContextCustomizer routeCounting(MeterRegistry meters) {
    return context -> {
      String set = context.getGlobalOption(ExchangeKeys.SET_HASH);
      var counting = new Counting(new Traffic(meters, set == null ? Traffic.ENTRIES : set));
      context.addRoutePolicyFactory(counting);
      context.getCamelContextExtension().addInterceptStrategy(counting);
    };
  }

  /** For the entries' context and each set's: the way in which rules reach into the body. */
  @Bean
  CamelContextCustomizer fieldLookups() {
    return context -> context.getRegistry().bind("bean-language", new FieldLanguage());
  }
}
