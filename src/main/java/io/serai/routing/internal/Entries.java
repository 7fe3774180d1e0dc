package io.serai.routing.internal;

import io.serai.payment.ErrorCode;
import io.serai.payment.SeraiException;
import io.serai.routing.RoutingSettings;
import io.serai.routing.check.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.Resource;
import org.apache.camel.spring.boot.CamelContextConfiguration;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loads the entries into the main context: those files that hand over to the routes of this
 * process's roles, so that a process of one role opens no connection that it cannot serve.
 */
final class Entries implements CamelContextConfiguration {

  private static final Logger LOG = LoggerFactory.getLogger(Entries.class);
  private static final Pattern HANDS_OVER = Pattern.compile("\\bentry:([\\w-]+)");

  private final RoutingSettings settings;
  private final RouteSwitch routes;

  Entries(RoutingSettings settings, RouteSwitch routes) {
    this.settings = settings;
    this.routes = routes;
  }

  @Override
  public void beforeApplicationStart(CamelContext context) {
    var folders = new Folders(settings.routes().folder(), settings.kamelets().folder());
    List<Path> entries = opened(SetFiles.read(folders, settings.roles()));
    LOG.info("Entries: {}", entries.stream().map(Path::getFileName).toList());
    try {
      context.addComponent("entry", new EntryComponent(routes, null));
      List<Resource> resources =
          entries.stream()
              .map(file -> ResourceHelper.resolveResource(context, "file:" + file.toAbsolutePath()))
              .toList();
      PluginHelper.getRoutesLoader(context).loadRoutes(resources);
    } catch (Exception e) {
      throw new SeraiException(
          ErrorCode.CONFIGURATION, null, "the entries do not load: " + e.getMessage(), e);
    }
  }

  /** The entries that hand over to these routes, and to no others. */
  static List<Path> opened(SetFiles files) {
    Set<String> served = targets(files.routes());
    return SetFiles.entries(files.folders()).stream()
        .filter(file -> served.containsAll(targets(List.of(file))))
        .toList();
  }

  /** What these files name as {@code entry:}. */
  static Set<String> targets(List<Path> files) {
    Set<String> targets = new HashSet<>();
    for (Path file : files) {
      try {
        Matcher found = HANDS_OVER.matcher(Files.readString(file));
        while (found.find()) {
          targets.add(found.group(1));
        }
      } catch (IOException e) {
        throw new SeraiException(ErrorCode.CONFIGURATION, null, file + " cannot be read", e);
      }
    }
    return targets;
  }

  @Override
  public void afterApplicationStart(CamelContext context) {
    // Nothing is left to do once the entries are open.
  }
}
