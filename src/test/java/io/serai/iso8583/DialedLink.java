package io.serai.iso8583;

import io.serai.payment.SendBy;
import io.serai.testkit.TestGate;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.AsyncProducer;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

/** A hub's side of a dialed link {@code network}, with a route of its own for what comes in. */
final class DialedLink implements AutoCloseable {

  private static final String ROUTE =
      """
      - route:
          id: network
          from:
            uri: iso8583:network
            steps:
              - process:
                  ref: iso8583Request
              - to:
                  uri: entry:authorizations
      """;

  final TestLinks links;
  final Link link;
  private final DefaultCamelContext context;

  /**
   * Opens it.
   *
   * @param port where the host listens
   * @param more further keys of links.yaml, each a line
   * @param set decides what the host asks
   */
  DialedLink(int port, String more, EntryDouble.Set set) {
    this(port, more, set, (link, request) -> CompletableFuture.completedFuture("12"));
  }

  DialedLink(int port, String more, EntryDouble.Set set, NetworkKeys keys) {
    StringBuilder text =
        new StringBuilder(
            """
            links:
              network:
                tenant: acme
                mode: dial
                address: 127.0.0.1:%d
                reconnect_first: 20ms
                reconnect_longest: 200ms
            """
                .formatted(port));
    more.lines().forEach(line -> text.append("    ").append(line).append('\n'));
    links = new TestLinks(TestLinks.parse(text.toString()), keys);
    link = links.links.link("network");
    link.startSending();
    context = links.context();
    try {
      context.addComponent("entry", new EntryDouble(set));
      context.getRegistry().bind("iso8583Request", new RequestMapper(TestGate.OPEN));
      PluginHelper.getRoutesLoader(context)
          .loadRoutes(ResourceHelper.fromString("network.camel.yaml", ROUTE));
      context.start();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** One that the host asks nothing. */
  static DialedLink to(NetworkHost host, String more) {
    return new DialedLink(host.port(), more, (entry, exchange, done) -> done.run());
  }

  /** Connections over which requests may go. */
  long up() {
    return link.connections().stream().filter(LinkConnection::isUp).count();
  }

  CompletableFuture<IsoMessage> send(IsoMessage request) {
    return send(request, false, null);
  }

  CompletableFuture<IsoMessage> send(
      IsoMessage request, boolean keepTrace, @org.jspecify.annotations.Nullable String reference) {
    try {
      return link.send(new Outgoing(request, keepTrace, reference)).answer();
    } catch (NotSentException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  CompletableFuture<IsoMessage> send(IsoMessage request, SendBy sendBy) {
    try {
      return link.send(new Outgoing(request, null, false, null, sendBy)).answer();
    } catch (NotSentException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  /** Sends through the component, as a Kamelet does. */
  Exchange ask(String uri, Object body, Map<String, Object> properties) throws Exception {
    Exchange exchange = new DefaultExchange(context);
    exchange.getIn().setBody(body);
    properties.forEach(exchange::setProperty);
    try (AsyncProducer producer = context.getEndpoint(uri).createAsyncProducer()) {
      producer.start();
      return Objects.requireNonNull(producer.processAsync(exchange).get());
    }
  }

  /** Ends it as the hub does: first nothing more is taken, then the routes end, then the links. */
  @Override
  public void close() {
    links.links.stopReading();
    context.stop();
    links.close();
  }
}
