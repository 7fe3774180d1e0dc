package io.serai.routing.internal;

import io.serai.payment.ErrorCode;
import io.serai.payment.ExchangeKeys;
import io.serai.payment.SeraiException;
import io.serai.routing.RoutingSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
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

/** Loads a set of routes into a context of its own, with everything it names. */
final class RouteSetLoader {

  private final RoutingSettings settings;
  private final ApplicationContext beans;
  private final ObjectProvider<CamelContextCustomizer> parts;

  RouteSetLoader(
      RoutingSettings settings,
      ApplicationContext beans,
      ObjectProvider<CamelContextCustomizer> parts) {
    this.settings = settings;
    this.beans = beans;
    this.parts = parts;
  }

  /**
   * Loads and starts the files as they are now.
   *
   * @throws SeraiException saying what is wrong in which file
   */
  RouteSet load(AtomicReference<@Nullable RouteSet> active) {
    SetFiles files = SetFiles.read(settings);
    CamelContext context =
        new DefaultCamelContext(new DefaultRegistry(new ApplicationContextBeanRepository(beans)));
    var set = new RouteSet(files.hash(), context);
    try {
      context.getCamelContextExtension().setName("set-" + files.hash());
      context.getGlobalOptions().put(ExchangeKeys.SET_HASH, files.hash());
      context
          .getGlobalOptions()
          .put(ExchangeKeys.SET_FOLDER, settings.routes().folder().toString());
      context.getPropertiesComponent().addPropertiesSource(new Settings(beans.getEnvironment()));
      context.getShutdownStrategy().setTimeout(settings.routes().drain().toSeconds());
      context.addComponent("entry", new EntryComponent(active, set));
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
