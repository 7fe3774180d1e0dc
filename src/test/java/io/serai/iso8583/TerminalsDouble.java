package io.serai.iso8583;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.serai.payment.AnswerLost;
import io.serai.payment.TerminalGate;
import io.serai.testkit.TestGate;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

/**
 * The shipped entry {@code terminals.camel.yaml} on a port of its own, in a bare CamelContext, with
 * a double where the route sets are.
 */
final class TerminalsDouble implements AutoCloseable {

  final int port;
  final Link terminals;
  private final TestLinks links;
  private final DefaultCamelContext context;

  TerminalsDouble(EntryDouble.Set set) {
    this(set, shipped());
  }

  TerminalsDouble(EntryDouble.Set set, LinkConfig config) {
    this(set, config, TestGate.OPEN);
  }

  TerminalsDouble(EntryDouble.Set set, LinkConfig config, TerminalGate gate) {
    links = new TestLinks(Map.of(config.name(), config));
    terminals = links.links.link(config.name());
    context = links.context();
    try {
      context.addComponent("entry", new EntryDouble(set));
      Map<String, Object> beans =
          Map.of(
              "iso8583Request",
              new RequestMapper(gate),
              "iso8583Answer",
              links.answers,
              "iso8583Error",
              new ErrorMapper(links.answers));
      beans.forEach((name, bean) -> context.getRegistry().bind(name, bean));
      PluginHelper.getRoutesLoader(context)
          .loadRoutes(
              ResourceHelper.resolveMandatoryResource(
                  context, "file:routes/entries/terminals.camel.yaml"));
      context.start();
      port = links.port(config.name());
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** Approvals that nobody heard of. */
  List<AnswerLost> lost() {
    return links.told(AnswerLost.class);
  }

  /** What its links show. */
  SimpleMeterRegistry meters() {
    return links.meters;
  }

  /** How many connections the hub has open, as its own side sees it. */
  int connections() {
    return terminals.connections().size();
  }

  /** What the hub does first when it stops. */
  void stopReading() {
    links.links.stopReading();
  }

  IsoClient client() {
    return IsoClient.connect("127.0.0.1", port, Duration.ofSeconds(5));
  }

  /** The link that is shipped, on a free port of this machine. */
  static LinkConfig shipped() {
    LinkConfig config =
        LinksFile.read(
                Path.of("routes/links.yaml"),
                text ->
                    text.replaceAll("\\{\\{serai\\.iso8583[^}]*port[^}]*}}", "0")
                        .replaceAll("\\{\\{serai\\.iso8583[^}]*}}", "127.0.0.1")
                        .replaceAll("\\{\\{[^}:]*:([^}]*)}}", "$1"))
            .get("terminals");
    if (config == null) {
      throw new IllegalStateException("routes/links.yaml has no link 'terminals'");
    }
    return config;
  }

  /** The same with another format. */
  static LinkConfig shipped(LinkFormat format) {
    LinkConfig config = shipped();
    return new LinkConfig(
        config.name(),
        config.tenant(),
        config.peer(),
        format,
        config.session(),
        config.requests(),
        config.reverseLostAnswers(),
        config.lateWindow());
  }

  @Override
  public void close() {
    context.stop();
    links.close();
  }
}
