package io.serai.iso8583;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.impl.DefaultCamelContext;

/** Links without a hub: from YAML, with trace numbers that no database gives out. */
final class TestLinks implements AutoCloseable {

  final List<Object> events = new CopyOnWriteArrayList<>();
  final LinkThreads threads = new LinkThreads();
  final AnswerMapper answers =
      new AnswerMapper(Clock.fixed(Instant.parse("2026-02-03T04:05:06Z"), ZoneOffset.UTC));
  final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  final Links links;
  private final AtomicInteger block = new AtomicInteger();
  private volatile boolean failing;

  TestLinks(Map<String, LinkConfig> configs) {
    this(configs, (link, request) -> CompletableFuture.completedFuture("12"));
  }

  TestLinks(Map<String, LinkConfig> configs, NetworkKeys keys) {
    links =
        new Links(
            configs,
            config ->
                config.format().packager(config.name(), Path.of("kamelets"), any -> List.of()),
            new LinkSurroundings(
                Clock.systemUTC(),
                threads.timer(),
                Runnable::run,
                (link, hold, rest, done) -> OptionalInt.of(block.getAndIncrement() % 1000),
                this::told,
                keys,
                meters),
            threads,
            answers);
  }

  /** What its listeners do wrong is no connection's business. */
  void failListeners() {
    failing = true;
  }

  private void told(Object event) {
    events.add(event);
    if (failing) {
      throw new IllegalStateException("a listener's defect");
    }
  }

  /** One link that is not open. */
  static Link closed(LinkConfig config) {
    try (TestLinks links = new TestLinks(Map.of(config.name(), config))) {
      return links.links.link(config.name());
    }
  }

  /** The links of a text. */
  static Map<String, LinkConfig> parse(String text) {
    try {
      Path file = Files.createTempFile("links", ".yaml");
      try {
        return LinksFile.read(Files.writeString(file, text), read -> read);
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A Camel context that knows the component. */
  DefaultCamelContext context() {
    DefaultCamelContext context = new DefaultCamelContext();
    context.addComponent("iso8583", new Iso8583Component(links));
    return context;
  }

  /** What was told of that kind. */
  <T> List<T> told(Class<T> kind) {
    return events.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  /** The port that a listening link has. */
  int port(String link) {
    if (links.sockets(link) instanceof Listener listener) {
      return listener.ports().get(0);
    }
    throw new IllegalStateException(link + " does not listen");
  }

  @Override
  public void close() {
    links.close();
  }
}
