package io.serai.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.doubles.BookEntry;
import io.serai.doubles.Doubles;
import io.serai.hub.TestHub;
import io.serai.issuing.internal.ProgramDouble;
import io.serai.testkit.Ports;
import io.serai.testkit.TestPostgres;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * One database, one topic and one set of providers, around as many hubs as a scenario wants. All
 * that waits, waits briefly, so that a run is over soon.
 */
final class World implements AutoCloseable {

  static final List<String> PROVIDERS =
      List.of("gateway-a", "gateway-b", "issuer-h", "issuer-k", "van-a", "van-b", "van-c");

  /** The link over which a card network asks the hub as the issuer. */
  static final String CARDS = "card-network";

  /** Spoken to over links, whose addresses have names of their own. */
  private static final List<String> LINKED = List.of("issuer-k", "van-c");

  private final Doubles doubles = Doubles.start();
  private final Map<String, String> settings;
  private final JdbcTemplate jdbc;
  private final DataSource database;
  private final String name;
  private final @Nullable DoublesProcess providers;
  private final List<Hub> hubs = new ArrayList<>();
  private final Map<String, FaultProxy> proxies = new LinkedHashMap<>();
  private final CardNetwork network = new CardNetwork();
  private @Nullable CardLoad cards;

  private World(
      String name,
      Map<String, String> more,
      @Nullable Supplier<Fault> faults,
      @Nullable DoublesProcess providers) {
    this.name = name;
    this.providers = providers;
    Map<String, String> all = new LinkedHashMap<>(BRISK);
    PROVIDERS.forEach(
        provider -> {
          all.put("serai.providers." + provider + ".timeout", "1500ms");
          all.put("serai.providers." + provider + ".late-window", "1s");
          if (faults != null) {
            var proxy = new FaultProxy(doubles.url(provider).getPort(), faults);
            proxies.put(provider, proxy);
            all.putAll(address(provider, proxy.url()));
          } else {
            all.putAll(address(provider, doubles.url(provider)));
          }
        });
    all.put("serai.card-network.answer-within", CardLoad.PATIENCE.toMillis() + "ms");
    all.put("serai.card-network.address", "localhost:" + networkPort(faults));
    all.put("spring.main.sources", ProgramDouble.class.getName());
    // A provider that is left out would end the very faults that are being made.
    PROVIDERS.forEach(p -> all.put("serai.providers." + p + ".bypass-errors", "1000000"));
    all.putAll(more);
    if (!all.containsKey("spring.datasource.url")) {
      all.put("spring.datasource.url", Durable.POSTGRES.freshDatabase(name.replace('-', '_')));
    }
    settings = TestHub.settings(doubles, Ports.free(), Ports.free(), Ports.free(), Map.copyOf(all));
    database = new DriverManagerDataSource(settings.get("spring.datasource.url"));
    jdbc = new JdbcTemplate(database);
    for (String durable : List.of("fsync", "synchronous_commit", "full_page_writes")) {
      assertThat(jdbc.queryForObject("show " + durable, String.class)).as(durable).isEqualTo("on");
    }
  }

  private int networkPort(@Nullable Supplier<Fault> faults) {
    if (faults == null) {
      return network.port();
    }
    // A connection that is lost takes all that is under way on it with it: one of three is enough.
    var chance = new Random(FaultSettings.seed());
    var proxy =
        new FaultProxy(network.port(), () -> chance.nextInt(3) == 0 ? faults.get() : Fault.NONE);
    proxies.put(CARDS, proxy);
    return proxy.url().getPort();
  }

  private static Map<String, String> address(String provider, URI url) {
    String port = "localhost:" + url.getPort();
    if (LINKED.contains(provider)) {
      return Map.of("serai." + provider + ".address", port);
    }
    return provider.equals("van-a")
        ? Map.of("serai.providers.van-a.address", port)
        : Map.of("serai.providers." + provider + ".url", url.toString());
  }

  private static final Map<String, String> BRISK =
      Map.of(
          "serai.resolution.poll", "100ms",
          "serai.resolution.first-pause", "200ms",
          "serai.resolution.longest-pause", "2s",
          "serai.resolution.hold", "4s",
          "serai.journal.lease", "2s",
          "serai.engine.send-within", "2s",
          "serai.engine.drain", "3s",
          "serai.routes.drain", "1s",
          "serai.relay.take-over-pause", "300ms",
          "serai.relay.delivery-timeout", "5s");

  static World of(String name, Map<String, String> more) {
    return new World(name, more, null, null);
  }

  /** The same with a network between hub and providers that does what it is told. */
  static World of(String name, Map<String, String> more, Supplier<Fault> network) {
    return new World(name, more, network, null);
  }

  /** The same with providers that are a process of their own. */
  static World of(String name, Map<String, String> more, DoublesProcess providers) {
    Map<String, String> all = new LinkedHashMap<>(more);
    PROVIDERS.forEach(p -> all.putAll(address(p, providers.url(p))));
    return new World(name, all, null, providers);
  }

  /** One more hub over the same database; it is not started. */
  Hub hub() {
    Map<String, String> own = new LinkedHashMap<>(settings);
    if (!hubs.isEmpty()) {
      own.put("serai.rest.port", String.valueOf(Ports.free()));
      own.put("serai.iso8583.port", String.valueOf(Ports.free()));
      own.put("server.port", String.valueOf(Ports.free()));
    }
    Hub hub = new Hub("faults-" + name + "-" + (hubs.size() + 1), own);
    hubs.add(hub);
    return hub;
  }

  /** Gives out cards and uses them over the link of the card network, until the scenario ends. */
  CardLoad useCards() {
    return useCards(CardLoad.PATIENCE, false);
  }

  /** The same with another patience, and each authorization over all connections at once. */
  CardLoad useCards(Duration patience, boolean everywhere) {
    CardLoad load = CardLoad.start(this, patience, everywhere);
    cards = load;
    return load;
  }

  /** The cards in use, or null where there are none. */
  @Nullable CardLoad cards() {
    return cards;
  }

  CardNetwork network() {
    return network;
  }

  Doubles doubles() {
    return doubles;
  }

  /** What a provider really did. */
  List<BookEntry> entries(String provider) {
    return providers == null ? doubles.book(provider) : providers.entries(provider);
  }

  /** Where that is read by others. */
  URI book(String provider) {
    URI control = providers == null ? doubles.control() : providers.control();
    return control.resolve("/doubles/" + provider + "/book");
  }

  /** The network to each provider. */
  Map<String, FaultProxy> proxies() {
    return proxies;
  }

  JdbcTemplate jdbc() {
    return jdbc;
  }

  DataSource database() {
    return database;
  }

  Map<String, String> settings() {
    return settings;
  }

  @Override
  public void close() {
    if (cards != null) {
      cards.close();
    }
    network.close();
    hubs.forEach(Hub::kill);
    proxies.values().forEach(FaultProxy::close);
    doubles.close();
  }

  /** PostgreSQL as it must be where something is to survive a crash. */
  private static final class Durable {
    static final TestPostgres POSTGRES = TestPostgres.start(true);
  }
}
