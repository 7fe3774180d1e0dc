package io.serai.routing.internal;

import io.serai.payment.ErrorCode;
import io.serai.payment.ExchangeKeys;
import io.serai.payment.SeraiException;
import io.serai.routing.RoutingSettings;
import io.serai.routing.check.RouteCheck;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.CamelContextCustomizer;
import org.apache.camel.spi.PropertiesSource;
import org.apache.camel.spi.Resource;
import org.apache.camel.spring.spi.ApplicationContextBeanRepository;
import org.apache.camel.support.DefaultRegistry;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationContext;
import org.springframework.core.env.Environment;

/**
 * Loads a set of routes into a context of its own, with everything it names.
 *
 * @param settings how long a context waits that is stopped
 * @param beans what routes may name
 * @param parts what each context is given
 * @param check reads who hands over to whom
 * @param routes whom the set takes exchanges from
 * @param clock the time
 */
record RouteSetLoader(
    RoutingSettings settings,
    ApplicationContext beans,
    ObjectProvider<CamelContextCustomizer> parts,
    RouteCheck check,
    RouteSwitch routes,
    Clock clock) {

  /**
   * Loads and starts the files as they are now.
   *
   * @throws SeraiException saying what is wrong in which file
   */
  RouteSet load(SetFiles files) {
    CamelContext context =
        new DefaultCamelContext(new DefaultRegistry(new ApplicationContextBeanRepository(beans)));
    try {
      var set =
          new RouteSet(
              files.hash(),
              context,
              files.folders(),
              check.topology(files.folders()),
              clock.instant());
      context.getCamelContextExtension().setName("set-" + files.hash());
      context.getGlobalOptions().put(ExchangeKeys.SET_HASH, files.hash());
      context.getGlobalOptions().put(ExchangeKeys.SET_FOLDER, files.folders().routes().toString());
      context
          .getGlobalOptions()
          .put(ExchangeKeys.SET_KAMELETS, files.folders().kamelets().toString());
      context.getPropertiesComponent().addPropertiesSource(new Settings(beans.getEnvironment()));
      context.getShutdownStrategy().setTimeout(settings.routes().drain().toSeconds());
      context.addComponent("entry", new EntryComponent(routes, set));
      parts.orderedStream().forEach(part -> part.configure(context));
      context.build();
      // All of them, so that a broken one is found now and not by the first payment.
      PluginHelper.getRoutesLoader(context).loadRoutes(resources(context, files.kamelets()));
      PluginHelper.getRoutesLoader(context).loadRoutes(resources(context, files.routes()));
      context.start();
      return set;
    } catch (Exception e) {
      context.stop();
      throw new SeraiException(
          ErrorCode.CONFIGURATION, null, "the routes do not load: " + innermost(e), e);
    }
  }

  private static List<Resource> resources(CamelContext context, List<Path> files) {
    return files.stream()
        .map(file -> ResourceHelper.resolveResource(context, "file:" + file.toAbsolutePath()))
        .toList();
  }

  private static String innermost(Exception e) {
    Throwable cause = e;
    while (cause.getCause() != null && cause.getCause() != cause) {
      cause = cause.getCause();
    }
    return String.valueOf(cause.getMessage());
  }

  /** Spring's environment, so that {@code {{…}}} means the same in a set as everywhere. */
  private record Settings(Environment environment) implements PropertiesSource {

    @Override
    public String getName() {
      return "spring";
    }

    @Override
    public @Nullable String getProperty(String name) {
      return environment.getProperty(name);
    }
  }
}
