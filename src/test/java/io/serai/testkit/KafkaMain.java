package io.serai.testkit;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/**
 * One Kafka broker, which is its own KRaft controller. System properties: {@code kafka.port},
 * {@code kafka.folder} (formatted at the first start, found again later).
 */
public final class KafkaMain {

  private static final int NODE = 1;

  private KafkaMain() {}

  /** Runs until the process is ended. */
  public static void main(String[] args) throws Exception {
    EndWithParent.watch();
    int port = Integer.getInteger("kafka.port", 19092);
    Path folder = Path.of(System.getProperty("kafka.folder", "target/kafka"));
    format(folder);
    KafkaRaftServer server =
        new KafkaRaftServer(new KafkaConfig(settings(port, Ports.free(), folder)), Time.SYSTEM);
    Runtime.getRuntime().addShutdownHook(new Thread(server::shutdown, "kafka-stop"));
    server.startup();
    server.awaitShutdown();
  }

  private static void format(Path folder) throws Exception {
    Files.createDirectories(folder);
    if (Files.exists(folder.resolve("meta.properties"))) {
      return;
    }
    new Formatter()
        .setPrintStream(new PrintStream(System.out, true, StandardCharsets.UTF_8))
        .setNodeId(NODE)
        .setClusterId(Uuid.randomUuid().toString())
        .setDirectories(List.of(folder.toString()))
        .setMetadataLogDirectory(folder.toString())
        .setControllerListenerName("CONTROLLER")
        .setReleaseVersion(MetadataVersion.LATEST_PRODUCTION)
        .run();
  }

  private static Map<String, String> settings(int port, int controllerPort, Path folder) {
    Map<String, String> settings = new HashMap<>();
    settings.put("node.id", String.valueOf(NODE));
    settings.put("process.roles", "broker,controller");
    settings.put("controller.quorum.voters", NODE + "@localhost:" + controllerPort);
    settings.put("controller.listener.names", "CONTROLLER");
    settings.put("inter.broker.listener.name", "PLAINTEXT");
    settings.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
    settings.put(
        "listeners", "PLAINTEXT://localhost:" + port + ",CONTROLLER://localhost:" + controllerPort);
    settings.put("advertised.listeners", "PLAINTEXT://localhost:" + port);
    settings.put("log.dirs", folder.toString());
    settings.put("offsets.topic.replication.factor", "1");
    settings.put("transaction.state.log.replication.factor", "1");
    settings.put("transaction.state.log.min.isr", "1");
    // one broker on a small machine: fewer threads and partitions than a cluster has
    settings.put("offsets.topic.num.partitions", "4");
    settings.put("transaction.state.log.num.partitions", "4");
    settings.put("group.initial.rebalance.delay.ms", "0");
    settings.put("num.network.threads", "2");
    settings.put("num.io.threads", "2");
    settings.put("log.cleaner.dedupe.buffer.size", "4194304");
    return settings;
  }
}
