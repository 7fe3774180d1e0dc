package io.serai.hub;

import com.fasterxml.jackson.databind.JsonNode;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.serai.Serai;
import io.serai.doubles.Doubles;
import io.serai.testkit.Ports;
import io.serai.testkit.TestKafka;
import io.serai.testkit.TestPostgres;
import io.serai.testkit.TestSqs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;

/**
 * A hub in this JVM with everything around it; each has a database, queues and doubles of its own.
 */
public final class TestHub implements AutoCloseable {

  public static final String API_KEY = "sk_test_of_the_hub";
  public static final String OPERATOR_PASSWORD = "correct horse";

  /** Its hash of the least cost: some tests ask the operators' port many times a second. */
  private static final String PASSWORD_HASH =
      new BCryptPasswordEncoder(4).encode(OPERATOR_PASSWORD);

  private final Doubles doubles = Doubles.start();
  private final int restPort = Ports.free();
  private final int isoPort = Ports.free();
  private final int operatorsPort = Ports.free();
  private final Map<String, String> settings;
  private ConfigurableApplicationContext hub;

  private TestHub(Map<String, String> more) {
    this(more, List.of(), started -> {});
  }

  private TestHub(Map<String, String> more, List<String> dialed, Consumer<Doubles> before) {
    before.accept(doubles);
    settings = settings(doubles, restPort, isoPort, operatorsPort, more);
    dialed.forEach(link -> settings.put("serai." + link + ".address", doubles.address(link)));
    hub = run();
  }

  /**
   * The settings of a hub with a database and queues of its own.
   *
   * @param more settings that replace these; a database given here is the only one that is made
   */
  public static Map<String, String> settings(
      Doubles doubles, int restPort, int isoPort, int operatorsPort, Map<String, String> more) {
    Map<String, String> settings = new LinkedHashMap<>();
    String id = String.valueOf(restPort);
    if (!more.containsKey("spring.datasource.url")) {
      settings.put("spring.datasource.url", TestPostgres.shared().freshDatabase("hub"));
    }
    settings.put("serai.kafka.brokers", TestKafka.shared().brokers());
    settings.put("serai.relay.alarms-topic", "serai.alarms." + id);
    settings.put("serai.relay.partitions", "3");
    settings.put("serai.relay.topic", "serai.journal." + id);
    settings.put("serai.notifications.topic", "serai.notifications." + id);
    settings.put("serai.notifications.partitions", "3");
    settings.put("serai.alarm.topic", "serai.alarms." + id);
    settings.put("serai.sqs.endpoint", TestSqs.shared().endpoint().toString());
    settings.put("serai.sqs.region", TestSqs.REGION);
    settings.put("serai.sqs.access-key", "x");
    settings.put("serai.sqs.secret-key", "x");
    settings.put("serai.renewals.queue", queue("serai-renewals-" + id));
    settings.put("serai.renewals.dead-queue", queue("serai-renewals-dead-" + id));
    // A stop waits for a poll that is under way, so it is short.
    settings.put("serai.renewals.wait-seconds", "1");
    settings.put("serai.rest.port", id);
    settings.put("serai.iso8583.port", String.valueOf(isoPort));
    settings.put("server.port", String.valueOf(operatorsPort));
    settings.put("serai.vault.key-file", vaultKey(id).toString());
    settings.put("serai.sandbox.api-key", API_KEY);
    settings.put("serai.sandbox.operator-password", PASSWORD_HASH);
    for (String provider :
        List.of(
            "gateway-a", "gateway-b", "issuer-h", "van-b", "apple", "google", "paypal", "stripe")) {
      settings.put("serai.providers." + provider + ".url", doubles.url(provider).toString());
    }
    settings.put("serai.orders.web-order-service-url", doubles.url("web-orders") + "/orders");
    settings.put("serai.orders.first-pause", "200ms");
    settings.put("serai.orders.hold", "3s");
    settings.put("serai.providers.van-a.address", doubles.address("van-a"));
    Path root = Path.of("target", "testkit", "apple-root-" + id + ".der");
    settings.put(
        "serai.providers.apple.root-files", doubles.apple().chain().writeRoot(root).toString());
    settings.put("serai.resolution.first-pause", "200ms");
    // What a silent provider still holds when a test ends is of no interest.
    settings.put("serai.routes.drain", "2s");
    settings.putAll(more);
    return settings;
  }

  static TestHub start() {
    return new TestHub(Map.of());
  }

  static TestHub start(Map<String, String> more) {
    return new TestHub(more);
  }

  /** A hub before whose start something is done with its doubles. */
  static TestHub start(Map<String, String> more, Consumer<Doubles> before) {
    return new TestHub(more, List.of(), before);
  }

  /** A hub that also dials the doubles that speak ISO 8583; returns once their links are up. */
  static TestHub startDialing(Map<String, String> more) {
    List<String> dialed = List.of("van-c", "issuer-k");
    TestHub hub = new TestHub(more, dialed, started -> {});
    Ops ops = new Ops(hub.operators());
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () -> {
              int up = 0;
              for (JsonNode link : ops.get("/v1/ops/links").body().path("links")) {
                up += dialed.contains(link.path("name").asText()) ? link.path("up").asInt() : 0;
              }
              return up == 2 * dialed.size();
            });
    return hub;
  }

  /** Another hub on the database and the doubles of this one; it leaves Kafka to this one. */
  TestHub another() {
    Map<String, String> same = new LinkedHashMap<>();
    settings.forEach(
        (name, value) -> {
          if (!name.endsWith(".port")) {
            same.put(name, value);
          }
        });
    same.put("serai.relay.enabled", "false");
    return new TestHub(same);
  }

  private ConfigurableApplicationContext run() {
    List<String> arguments = new ArrayList<>();
    settings.forEach((name, value) -> arguments.add("--" + name + "=" + value));
    return new SpringApplicationBuilder(Serai.class).run(arguments.toArray(String[]::new));
  }

  void restart() {
    hub.close();
    hub = run();
  }

  /** A part of it. */
  <T> T bean(Class<T> type) {
    return hub.getBean(type);
  }

  /** Publishes an event as any room would. */
  void publish(Object event) {
    hub.publishEvent(event);
  }

  Doubles doubles() {
    return doubles;
  }

  JdbcTemplate jdbc() {
    return hub.getBean(JdbcTemplate.class);
  }

  DataSource dataSource() {
    return hub.getBean(DataSource.class);
  }

  /** A setting that it was started with. */
  @Nullable String setting(String name) {
    return settings.get(name);
  }

  Rest rest() {
    return new Rest(URI.create("http://localhost:" + restPort), API_KEY);
  }

  /** What a provider really did, oldest first: operation and amount. */
  List<String> book(String provider) {
    return doubles.book(provider).stream().map(e -> e.operation() + " " + e.amount()).toList();
  }

  /** A payment as the journal has it. */
  record Stored(String id, String state) {}

  /** The payment of a terminal's 0100 with that STAN. */
  Stored payment(int stan) {
    return Objects.requireNonNull(
        jdbc()
            .queryForObject(
                "select id, state from payment where id ="
                    + " (select payment_id from claim where id like ?)",
                (row, n) -> new Stored(row.getString(1), row.getString(2)),
                "%%:%06d:%%:1".formatted(stan)));
  }

  /** Payments with an attempt whose outcome is not known yet. */
  long underWay() {
    return Objects.requireNonNull(
        jdbc().queryForObject("select count(*) from payment where in_flight", Long.class));
  }

  /** How much is still owed for the payment of that STAN. */
  long openFollowUps(int stan) {
    return Objects.requireNonNull(
        jdbc()
            .queryForObject(
                "select count(*) from follow_up where open and payment_id = ?",
                Long.class,
                payment(stan).id()));
  }

  /** How much is still owed. */
  long openFollowUps() {
    return Objects.requireNonNull(
        jdbc().queryForObject("select count(*) from follow_up where open", Long.class));
  }

  /** Whether this process leaves the provider out. */
  boolean bypassed(String provider) {
    return gauge("serai.provider.bypassed", provider) == 1;
  }

  /** What a gauge of a provider shows; -1 before there is one. */
  double gauge(String name, String provider) {
    Gauge gauge = hub.getBean(MeterRegistry.class).find(name).tag("provider", provider).gauge();
    return gauge == null ? -1 : gauge.value();
  }

  URI operators() {
    return URI.create("http://localhost:" + operatorsPort);
  }

  int isoPort() {
    return isoPort;
  }

  String renewals() {
    return String.valueOf(settings.get("serai.renewals.queue"));
  }

  String deadRenewals() {
    return String.valueOf(settings.get("serai.renewals.dead-queue"));
  }

  private static String queue(String name) {
    try {
      TestSqs.shared().createQueue(name);
      return name;
    } catch (IOException e) {
      throw new UncheckedIOException("the queue " + name + " cannot be made", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private static Path vaultKey(String id) {
    try {
      Path file = Path.of("target", "testkit", "vault-" + id + ".key");
      Files.createDirectories(file.getParent());
      return Files.writeString(file, Base64.getEncoder().encodeToString(new byte[32]));
    } catch (IOException e) {
      throw new UncheckedIOException("the vault's key cannot be written", e);
    }
  }

  @Override
  public void close() {
    hub.close();
    doubles.close();
  }
}
