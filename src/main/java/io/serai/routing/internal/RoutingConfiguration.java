package io.serai.routing.internal;

import io.micrometer.core.instrument.MeterRegistry;
import io.serai.routing.RoutingSettings;
import io.serai.routing.check.Folders;
import io.serai.routing.check.RouteCheck;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.camel.spi.CamelContextCustomizer;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** Puts routing together. */
@Configuration(proxyBeanMethods = false)
class RoutingConfiguration {

  private final AtomicReference<@Nullable RouteSet> active = new AtomicReference<>();

  @Bean
  static RouteGate routeGate(Environment environment) {
    return new RouteGate(environment);
  }

  @Bean
  RouteSets routeSets(
      RoutingSettings settings,
      ApplicationContext beans,
      ObjectProvider<CamelContextCustomizer> parts) {
    return new RouteSets(active, new RouteSetLoader(settings, beans, parts), beans);
  }

  @Bean
  Entries entries(RoutingSettings settings) {
    return new Entries(settings, active);
  }

  @Bean
  Traffic routeTraffic(MeterRegistry meters) {
    return new Traffic(meters);
  }

  /** For the entries' context and each set's. */
  @Bean
  CamelContextCustomizer routeCounting(Traffic traffic) {
    var counting = new Counting(traffic);
    return context -> {
      context.addRoutePolicyFactory(counting);
      context.getCamelContextExtension().addInterceptStrategy(counting);
    };
  }

  /** The picture is of the files as they are now, which are those that are loaded. */
  @Bean
  RoutesPage routesPage(
      RoutingSettings settings, Environment environment, Traffic traffic, Clock clock) {
    var folders = new Folders(settings.routes().folder(), settings.kamelets().folder());
    return new RoutesPage(
        new RouteCheck(environment::getProperty).topology(folders),
        traffic,
        active,
        clock.instant());
  }

  /** For the entries' context and each set's: the way in which rules reach into the body. */
  @Bean
  CamelContextCustomizer fieldLookups() {
    return context -> context.getRegistry().bind("bean-language", new FieldLanguage());
  }
}
