package io.serai.events;

import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.jspecify.annotations.Nullable;

/** A real Kafka broker that can be stopped and started again on the same data and port. */
public final class Broker implements AutoCloseable {

  private final Properties properties = new Properties();
  private final String address;
  private @Nullable KafkaRaftServer server;

  /** Formats an empty folder for a broker; start it with {@link #start}. */
  public Broker(Path folder) throws IOException {
    int port = freePort();
    int controllerPort = freePort();
    address = "localhost:" + port;
    properties.putAll(
        java.util.Map.ofEntries(
            java.util.Map.entry("node.id", "1"),
            java.util.Map.entry("process.roles", "broker,controller"),
            java.util.Map.entry("controller.quorum.voters", "1@localhost:" + controllerPort),
            java.util.Map.entry(
                "listeners",
                "PLAINTEXT://localhost:" + port + ",CONTROLLER://localhost:" + controllerPort),
            java.util.Map.entry("advertised.listeners", "PLAINTEXT://localhost:" + port),
            java.util.Map.entry("controller.listener.names", "CONTROLLER"),
            java.util.Map.entry(
                "listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT"),
            java.util.Map.entry("log.dirs", folder.resolve("log").toString()),
            java.util.Map.entry("offsets.topic.replication.factor", "1"),
            java.util.Map.entry("offsets.topic.num.partitions", "1"),
            java.util.Map.entry("transaction.state.log.replication.factor", "1"),
            java.util.Map.entry("transaction.state.log.min.isr", "1"),
            java.util.Map.entry("group.initial.rebalance.delay.ms", "0")));
    Path file = folder.resolve("server.properties");
    try (var out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
      properties.store(out, null);
    }
    String[] format = {"format", "-t", Uuid.randomUuid().toString(), "-c", file.toString()};
    int status =
        StorageTool.execute(
            format,
            new PrintStream(java.io.OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8));
    if (status != 0) {
      throw new IOException("the broker's folder was not formatted: " + List.of(format));
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** The address for clients. */
  public String address() {
    return address;
  }

  /** Starts it. */
  public void start() {
    KafkaRaftServer fresh = new KafkaRaftServer(new KafkaConfig(properties), Time.SYSTEM);
    server = fresh;
    fresh.startup();
  }

  /** Stops it and keeps its data. */
  public void stop() {
    KafkaRaftServer running = server;
    server = null;
    if (running != null) {
      running.shutdown();
      running.awaitShutdown();
    }
  }

  @Override
  public void close() {
    stop();
  }
}
