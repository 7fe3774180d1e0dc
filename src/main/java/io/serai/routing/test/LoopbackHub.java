package io.serai.routing.test;

import io.serai.issuing.CardAccounts;
import io.serai.issuing.CardPrograms;
import io.serai.payment.ErrorCode;
import io.serai.payment.SeraiException;
import io.serai.provider.ProviderDefinition;
import io.serai.provider.ProviderDirectory;
import io.serai.provider.Rail;
import io.serai.provider.RailMaker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.env.MapPropertySource;

/**
 * The entries, routes, engine and Kamelets of a folder in this process, with scripted providers.
 * Entries listen on loopback ports.
 */
final class LoopbackHub implements AutoCloseable {

  private final VirtualTime time = new VirtualTime();
  private final Branches branches = new Branches();
  private final Queues queues = new Queues();
  private final Map<String, ScriptedProvider> providers = new TreeMap<>();
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          task -> {
            var made = new Thread(task, "scripted-provider");
            made.setDaemon(true);
            return made;
          });
  private final ScriptedIssuer issuer = new ScriptedIssuer();
  private final LinkPeers peers;
  private final HttpClient client = HttpClient.newBuilder().executor(threads).build();
  private final AnnotationConfigApplicationContext context =
      new AnnotationConfigApplicationContext();
  private final int restPort = freePort();
  private final int isoPort = freePort();

  /**
   * Starts one.
   *
   * @param links the dialed links over which tests let requests arrive
   * @throws SeraiException if a file is wrong and the hub would not start with it
   */
  LoopbackHub(Path routes, Path kamelets, Set<String> links) {
    peers = new LinkPeers(routes, kamelets, links);
    Map<String, Object> settings = new HashMap<>();
    settings.put("camel.main.routes-include-pattern", "false");
    settings.put("camel.main.main-run-controller", "false");
    settings.put("camel.main.shutdown-timeout", "2");
    settings.put("serai.roles", "online,batch");
    settings.put("serai.routes.folder", routes.toString());
    settings.put("serai.routes.drain", "1s");
    settings.put("serai.routes.replace", "off");
    settings.put("serai.kamelets.folder", kamelets.toString());
    settings.put("serai.rest.port", String.valueOf(restPort));
    settings.put("serai.iso8583.host", "127.0.0.1");
    settings.put("serai.iso8583.port", String.valueOf(isoPort));
    settings.put("serai.sqs.endpoint", "http://127.0.0.1:1");
    settings.put("serai.kafka.brokers", "127.0.0.1:1");
    try {
      Unscripted unscripted = Unscripted.in(routes);
      settings.putAll(unscripted.settings(ProviderNames.in(routes.resolve("providers.yaml"))));
      settings.putAll(peers.settings());
      for (String name : ProviderNames.in(routes.resolve("providers.yaml"))) {
        ScriptedProvider scripted =
            new ScriptedProvider(Answers.of(routes.resolve("tests"), name), time, threads);
        providers.put(name, scripted);
        settings.put("serai.providers." + name + ".url", scripted.url());
        settings.put("serai.providers." + name + ".modes-sandbox", scripted.url());
      }
      for (String name : UnsetKeys.in(routes, kamelets)) {
        if (!context.getEnvironment().containsProperty(name)) {
          settings.putIfAbsent(name, UnsetKeys.HARMLESS);
        }
      }
      context
          .getEnvironment()
          .getPropertySources()
          .addFirst(new MapPropertySource("test", settings));
      context.registerBean(VirtualTime.class, () -> time);
      context.registerBean(RailMaker.class, () -> (set, definition) -> rail(definition));
      context.registerBean(Branches.class, () -> branches);
      context.registerBean(CardAccounts.class, () -> issuer);
      context.registerBean(Queues.class, () -> queues);
      context.register(RouteTestParts.class);
      context.refresh();
      AvailabilityChangeEvent.publish(context, ReadinessState.ACCEPTING_TRAFFIC);
      providers.forEach((name, scripted) -> refuseOthers(name, scripted, unscripted));
    } catch (RuntimeException e) {
      close();
      throw refusal(e);
    }
  }

  /** What the hub itself says is wrong with the files; Spring wraps it once or more. */
  private static RuntimeException refusal(RuntimeException e) {
    return Stream.iterate((Throwable) e, Objects::nonNull, Throwable::getCause)
        .filter(SeraiException.class::isInstance)
        .map(RuntimeException.class::cast)
        .findFirst()
        .orElse(e);
  }

  /** A provider that tests would really reach must not be. */
  private void refuseOthers(String name, ScriptedProvider scripted, Unscripted unscripted) {
    ProviderDefinition definition = definition(name);
    boolean reached = definition.settings().containsValue(scripted.url());
    boolean others =
        definition.settings().values().stream()
            .anyMatch(value -> value.matches("(?i)https?:.*") && !value.equals(scripted.url()));
    if (others || !(reached || unscripted.has(definition))) {
      throw new SeraiException(
          ErrorCode.CONFIGURATION,
          "providers.yaml: providers."
              + name
              + ".settings: write \"{{serai.providers."
              + name
              + ".url:…}}\" for its address, so that a test can put a scripted provider there");
    }
  }

  /**
   * What is not spoken to over HTTP is reached before its Kamelet: there is no port to put there.
   */
  private @Nullable Rail rail(ProviderDefinition definition) {
    ScriptedProvider scripted = providers.get(definition.name());
    return scripted == null || definition.settings().containsValue(scripted.url())
        ? null
        : new ScriptedRail(scripted.url(), client);
  }

  ProviderDefinition definition(String name) {
    return context.getBean(ProviderDirectory.class).active().get(name).definition();
  }

  VirtualTime time() {
    return time;
  }

  Branches branches() {
    return branches;
  }

  ScriptedIssuer issuer() {
    return issuer;
  }

  LinkPeers peers() {
    return peers;
  }

  Queues queues() {
    return queues;
  }

  /** The card programs of the folder. */
  CardPrograms programs() {
    return context.getBean(CardPrograms.class);
  }

  InMemoryJournal journal() {
    return context.getBean(InMemoryJournal.class);
  }

  InMemoryReceipts receipts() {
    return context.getBean(InMemoryReceipts.class);
  }

  RouteTestParts parts() {
    return context.getBean(RouteTestParts.class);
  }

  Map<String, ScriptedProvider> providers() {
    return providers;
  }

  int restPort() {
    return restPort;
  }

  int isoPort() {
    return isoPort;
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException("there is no free port", e);
    }
  }

  @Override
  public void close() {
    providers.values().forEach(ScriptedProvider::release);
    providers.values().forEach(ScriptedProvider::close);
    context.close();
    peers.close();
    threads.shutdownNow();
  }
}
