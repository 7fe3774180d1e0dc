package io.serai.events;

import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.apache.camel.CamelContext;
import org.apache.camel.Component;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

/** Runs one of the shipped files of routes in a context of its own. */
public final class Routes {

  private Routes() {}

  /**
   * Loads and starts the file.
   *
   * @param file below {@code routes/}
   * @param properties what {@code {{…}}} stands for
   * @param components by scheme, such as {@code entry}
   * @param beans by name
   */
  public static CamelContext start(
      String file,
      Map<String, String> properties,
      Map<String, Component> components,
      Map<String, Object> beans)
      throws Exception {
    DefaultCamelContext context = new DefaultCamelContext();
    Properties values = new Properties();
    values.putAll(properties);
    context.getPropertiesComponent().setInitialProperties(values);
    context.getShutdownStrategy().setTimeout(10);
    components.forEach(context::addComponent);
    beans.forEach((name, bean) -> context.getRegistry().bind(name, bean));
    context.build();
    var resource =
        ResourceHelper.resolveResource(
            context, "file:" + Path.of("routes").resolve(file).toAbsolutePath());
    PluginHelper.getRoutesLoader(context).loadRoutes(resource);
    context.start();
    return context;
  }
}
