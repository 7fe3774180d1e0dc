package io.serai.routing.internal;

import io.serai.payment.ErrorCode;
import io.serai.payment.SeraiException;
import io.serai.routing.RoutingSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.Resource;
import org.apache.camel.spring.boot.CamelContextConfiguration;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.jspecify.annotations.Nullable;
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
  private final AtomicReference<@Nullable RouteSet> active;

  Entries(RoutingSettings settings, AtomicReference<@Nullable RouteSet> active) {
    this.settings = settings;
    this.active = active;
  }

  @Override
  public void beforeApplicationStart(CamelContext context) {
    Set<String> served = targets(SetFiles.read(settings).routes());
    List<Path> entries =
        SetFiles.entries(settings).stream()
            .filter(file -> served.containsAll(targets(List.of(file))))
            .toList();
    LOG.info("Entries: {}", entries.stream().map(Path::getFileName).toList());
    try {
      context.addComponent("entry", new EntryComponent(active, null));
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

  private static Set<String> targets(List<Path> files) {
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
