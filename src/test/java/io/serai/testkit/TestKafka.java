package io.serai.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.jspecify.annotations.Nullable;

/**
 * A real Kafka broker as a process of its own, which can be stopped, killed and started again on
 * the same port with the same data. It ends with this JVM, however that ends. Not for use by
 * several threads; its clients may be anywhere.
 */
public final class TestKafka implements AutoCloseable {

  private static final Duration START = Duration.ofSeconds(60);
  private static final Duration STOP = Duration.ofSeconds(30);

  private final int port;
  private final Path folder;
  private @Nullable Process process;

  private TestKafka(int port, Path folder) {
    this.port = port;
    this.folder = folder;
  }

  /** The broker that all tests of this JVM share; do not stop it, use topics of your own. */
  public static TestKafka shared() {
    return Shared.KAFKA;
  }

  /** Starts a broker of one's own with its data under {@code target/}. */
  public static TestKafka create() {
    int port = Ports.free();
    Path folder =
        Path.of("target", "testkit", "kafka-" + ProcessHandle.current().pid() + "-" + port);
    TestKafka kafka = new TestKafka(port, folder);
    kafka.start();
    return kafka;
  }

  /** What clients are given as bootstrap servers. */
  public String brokers() {
    return "localhost:" + port;
  }

  /** Starts it, again too; returns once it serves clients. */
  public void start() {
    if (process != null) {
      throw new IllegalStateException("It runs already");
    }
    JavaCommand command =
        JavaCommand.of(KafkaMain.class, "256m")
            .forAShortLife()
            .with("kafka.port", port)
            .with("kafka.folder", folder.resolve("data"))
            .with("testkit.end-with-parent", true);
    try {
      process = command.start(folder.resolve("kafka.log"));
    } catch (IOException e) {
      throw new UncheckedIOException("Kafka cannot be started", e);
    }
    awaitService();
  }

  /** Stops it in good order, as an operator would. */
  public void stop() {
    end(false);
  }

  /** Kills it at once, as a crash would. */
  public void kill() {
    end(true);
  }

  private void end(boolean force) {
    Process running = process;
    if (running == null) {
      return;
    }
    process = null;
    if (force) {
      running.destroyForcibly();
    } else {
      running.destroy();
    }
    try {
      if (!running.waitFor(STOP.toSeconds(), TimeUnit.SECONDS)) {
        running.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      running.destroyForcibly();
    }
  }

  private void awaitService() {
    Map<String, Object> settings = Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, brokers());
    try (Admin admin = Admin.create(settings)) {
      admin.describeCluster().nodes().get(START.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      kill();
      throw new IllegalStateException("Kafka did not start; see " + folder + "/kafka.log", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      kill();
      throw new IllegalStateException("Interrupted while Kafka started", e);
    }
  }

  @Override
  public void close() {
    kill();
  }

  private static final class Shared {
    static final TestKafka KAFKA = create();
  }
}
