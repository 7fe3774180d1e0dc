package io.serai.testkit;

import java.io.IOException;
import java.io.PrintStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;

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
    Map<String, String> settings = settings(port, Ports.free(), folder);
    format(folder, settings);
    KafkaRaftServer server = new KafkaRaftServer(new KafkaConfig(settings), Time.SYSTEM);
    Runtime.getRuntime().addShutdownHook(new Thread(server::shutdown, "kafka-stop"));
    server.startup();
    server.awaitShutdown();
  }

  private static void format(Path folder, Map<String, String> settings) throws IOException {
    Files.createDirectories(folder);
    if (Files.exists(folder.resolve("meta.properties"))) {
      return;
    }
    Properties properties = new Properties();
    properties.putAll(settings);
    Path file = folder.resolveSibling(folder.getFileName() + ".properties");
    try (Writer writer = Files.newBufferedWriter(file)) {
      properties.store(writer, "for the tool that formats the storage");
    }
    String[] command = {"format", "-t", Uuid.randomUuid().toString(), "-c", file.toString()};
    int result =
        StorageTool.execute(command, new PrintStream(System.out, true, StandardCharsets.UTF_8));
    if (result != 0) {
      throw new IOException("Kafka's storage cannot be formatted: " + folder);
    }
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
