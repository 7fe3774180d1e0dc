package io.serai.iso8583;

import io.serai.payment.AnswerLost;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

/**
 * The shipped entry {@code terminals.camel.yaml} on a port of its own, in a bare CamelContext, with
 * a double where the route sets are.
 */
final class TerminalsDouble implements AutoCloseable {

  final List<AnswerLost> lost = new CopyOnWriteArrayList<>();
  final int port = freePort();
  final LinkInitializer terminals;
  private final DefaultCamelContext context = new DefaultCamelContext();

  TerminalsDouble(EntryDouble.Set set) {
    this(set, shipped());
  }

  TerminalsDouble(EntryDouble.Set set, LinkConfig config) {
    Link link = new Link(config, Packager.named(config.packager(), Path.of("kamelets")), lost::add);
    AnswerMapper answers =
        new AnswerMapper(Clock.fixed(Instant.parse("2026-02-03T04:05:06Z"), ZoneOffset.UTC));
    terminals = new LinkInitializer(link, answers);
    try {
      context.addComponent("entry", new EntryDouble(set));
      Map<String, Object> beans =
          Map.of(
              "iso8583Terminals",
              terminals,
              "iso8583Request",
              new RequestMapper(),
              "iso8583Answer",
              answers,
              "iso8583Error",
              new ErrorMapper(answers));
      beans.forEach((name, bean) -> context.getRegistry().bind(name, bean));
      Properties properties = new Properties();
      properties.setProperty("serai.iso8583.host", "127.0.0.1");
      properties.setProperty("serai.iso8583.port", Integer.toString(port));
      context.getPropertiesComponent().setInitialProperties(properties);
      PluginHelper.getRoutesLoader(context)
          .loadRoutes(
              ResourceHelper.resolveMandatoryResource(
                  context, "file:routes/entries/terminals.camel.yaml"));
      context.start();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** How many connections the hub has open, as its own side sees it. */
  int connections() {
    return terminals.connections();
  }

  IsoClient client() {
    return IsoClient.connect("127.0.0.1", port, Duration.ofSeconds(5));
  }

  /** The link that is shipped. */
  static LinkConfig shipped() {
    LinkConfig config = LinksFile.read(Path.of("routes/links.yaml")).get("terminals");
    if (config == null) {
      throw new IllegalStateException("routes/links.yaml has no link 'terminals'");
    }
    return config;
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    context.stop();
  }
}
