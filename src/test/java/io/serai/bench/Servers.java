package io.serai.bench;

import io.serai.doubles.DoublesMain;
import io.serai.testkit.JavaCommand;
import io.serai.testkit.KafkaMain;
import io.serai.testkit.Ports;
import io.serai.testkit.SqsMain;
import io.serai.testkit.TestPostgres;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.util.FileSystemUtils;

/** The packaged hub and the peer with everything around them, each a process of its own. */
final class Servers implements AutoCloseable {

  /** The key of the hub's tenant, good for this run alone. */
  static final String API_KEY = "sk_bench_of_this_run";

  /** Cards that hub and peer issue. */
  static final int CARDS = 100_000;

  /** What stands in each account at the start, in minor units. */
  static final long BALANCE = 1_000_000_000;

  private static final String HEAP = "512m";
  private static final int PEER_CONNECTIONS = 40;

  private final Path folder;
  private final TestPostgres postgres = TestPostgres.start(true);
  private final String hubDatabase = postgres.emptyDatabase("hub");
  private final Processes processes;
  private final int isoPort = Ports.free();
  private final int restPort = Ports.free();
  private final int peerPort = Ports.free();
  private final int issuerPeerPort = Ports.free();
  private final int issuingPort = Ports.free();
  private final Process peer;
  private final Process issuerPeer;
  private final Process hub;
  private int control;

  private Servers(Path folder, Path jar) throws IOException {
    this.folder = folder;
    this.processes = new Processes(folder);
    Map<String, String> settings = new LinkedHashMap<>();
    startKafka(settings);
    startSqs(settings);
    startDoubles(settings);
    peer = startPeer("peer", peerPort, 0);
    issuerPeer = startPeer("issuer-peer", issuerPeerPort, CARDS);
    hub = startHub(settings, jar);
    BenchCards.add(hubDatabase, folder.resolve("routes"), folder.resolve("vault.key"));
  }

  static Servers start(Path folder, Path jar) throws IOException {
    return new Servers(folder, jar);
  }

  private void startKafka(Map<String, String> settings) throws IOException {
    int port = Ports.free();
    JavaCommand command =
        JavaCommand.of(KafkaMain.class, HEAP)
            .with("kafka.port", port)
            .with("kafka.folder", folder.resolve("kafka-" + port))
            .with("testkit.end-with-parent", true);
    processes.start("kafka", command, port);
    settings.put("serai.kafka.brokers", "localhost:" + port);
  }

  private void startSqs(Map<String, String> settings) throws IOException {
    int port = Ports.free();
    JavaCommand command =
        JavaCommand.of(SqsMain.class, HEAP)
            .with("sqs.port", port)
            .with("sqs.queues", "serai-renewals,serai-renewals-dead")
            .with("testkit.end-with-parent", true);
    processes.start("sqs", command, port);
    settings.put("serai.sqs.endpoint", "http://localhost:" + port);
    settings.put("serai.sqs.region", "elasticmq");
    settings.put("serai.sqs.access-key", "bench");
    settings.put("serai.sqs.secret-key", "bench");
  }

  private void startDoubles(Map<String, String> settings) throws IOException {
    control = Ports.free();
    JavaCommand command = JavaCommand.of(DoublesMain.class, "1g").with("doubles.port", control);
    for (String provider : List.of("gateway-a", "gateway-b", "issuer-h", "van-b")) {
      int port = Ports.free();
      command = command.with("doubles." + provider + ".port", port);
      settings.put("serai.providers." + provider + ".url", "http://localhost:" + port);
    }
    for (String provider : List.of("van-a", "van-c", "issuer-k")) {
      command = command.with("doubles." + provider + ".port", Ports.free());
    }
    int van = Ports.free();
    command = command.with("doubles.van-c.port", van);
    settings.put("serai.van-c.address", "localhost:" + van);
    // Who waits for it when it is dead waits until the run is over.
    settings.put("serai.providers.van-c.timeout", "4m");
    processes.start("doubles", command, control);
  }

  private Process startPeer(String name, int port, int cards) throws IOException {
    JavaCommand command =
        JavaCommand.of(Peer.class, HEAP)
            .with("peer.port", port)
            .with("peer.database", postgres.emptyDatabase(name.replace("-", "_")))
            .with("peer.connections", PEER_CONNECTIONS)
            .with("peer.cards", cards);
    return processes.start(name, command, port);
  }

  private Process startHub(Map<String, String> settings, Path jar) throws IOException {
    settings.put("spring.datasource.url", hubDatabase);
    settings.put("serai.rest.port", String.valueOf(restPort));
    settings.put("serai.iso8583.port", String.valueOf(isoPort));
    settings.put("server.port", String.valueOf(Ports.free()));
    settings.put("serai.routes.folder", routes().toString());
    settings.put("serai.vault.key-file", vaultKey().toString());
    settings.put("serai.sandbox.api-key", API_KEY);
    settings.put("serai.sandbox.operator-password", "of this run");
    // An answer that comes later is of no use to the network (ISSUING_OVERLOAD).
    settings.put("serai.card-network.answer-within", "1s");
    StringBuilder text = new StringBuilder();
    settings.forEach((name, value) -> text.append(name).append('=').append(value).append('\n'));
    Path file = Files.writeString(folder.resolve("hub.properties"), text);
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    List<String> command = new java.util.ArrayList<>(List.of(java));
    command.addAll(List.of(BenchSettings.hubOptions()));
    command.addAll(
        List.of("-jar", jar.toString(), "--spring.config.additional-location=file:" + file));
    Process process = processes.start("hub", command, isoPort);
    return process;
  }

  /**
   * The shipped routes, but that one VAN has all of its cards, that the card network dials instead
   * of being dialed, as the load client does, and that a card may be used as often as it comes up.
   */
  private Path routes() throws IOException {
    Path copy = folder.resolve("routes");
    FileSystemUtils.deleteRecursively(copy);
    FileSystemUtils.copyRecursively(Path.of("routes"), copy);
    Path approvals = copy.resolve("online/approvals.camel.yaml");
    String text = Files.readString(approvals);
    Files.writeString(approvals, text.replace("van-a,van-b,van-c", "van-c"));
    change(
        copy.resolve("links.yaml"),
        """
            mode: dial
            address: "{{serai.card-network.address:}}"
            connections: 2
            sign_on: true
            echo: 60s
        """,
        "    mode: listen\n    address: \"localhost:%d\"\n".formatted(issuingPort));
    change(copy.resolve("issuing.yaml"), "count: 10, within: 1m", "count: 100, within: 1m");
    return copy;
  }

  private static void change(Path file, String from, String to) throws IOException {
    String text = Files.readString(file);
    if (!text.contains(from)) {
      throw new IllegalStateException(file + " does not say " + from);
    }
    Files.writeString(file, text.replace(from, to));
  }

  private Path vaultKey() throws IOException {
    return Files.writeString(
        folder.resolve("vault.key"), Base64.getEncoder().encodeToString(new byte[32]));
  }

  /** Where a scenario is asked for. */
  int port(Scenario.Subject subject) {
    return switch (subject) {
      case PEER -> peerPort;
      case ISSUER_PEER -> issuerPeerPort;
      case ISSUING, ISSUING_HALF, ISSUING_OVERLOAD -> issuingPort;
      case FLOOR, ISSUER, VAN, BESIDE_DEAD -> isoPort;
      case CHARGES -> restPort;
    };
  }

  /** Where the doubles are steered. */
  URI steering(String provider) {
    return URI.create("http://localhost:" + control + "/doubles/" + provider + "/behaviour");
  }

  TestPostgres postgres() {
    return postgres;
  }

  String hubDatabase() {
    return hubDatabase;
  }

  /** The process that answers a scenario. */
  ProcessHandle process(Scenario.Subject subject) {
    return switch (subject) {
      case PEER -> peer.toHandle();
      case ISSUER_PEER -> issuerPeer.toHandle();
      case FLOOR, ISSUER, CHARGES, ISSUING, ISSUING_HALF, ISSUING_OVERLOAD, VAN, BESIDE_DEAD ->
          hub.toHandle();
    };
  }

  @Override
  public void close() {
    processes.close();
    postgres.close();
  }
}
