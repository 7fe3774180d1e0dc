package io.serai.hub;

import static org.awaitility.Awaitility.await;

import io.serai.Serai;
import io.serai.testkit.JavaCommand;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The hub as a process of its own, on the class path that it is delivered with.
 *
 * @param process it
 * @param log where it writes
 */
public record HubProcess(Process process, Path log) implements AutoCloseable {

  private static final Duration START = Duration.ofMinutes(2);

  /**
   * Starts it and waits until it takes work. The settings go into a file: a command line is seen by
   * everybody.
   */
  static HubProcess start(String name, Map<String, String> settings, Rest rest) throws IOException {
    HubProcess hub = launch(name, settings);
    try {
      await().atMost(START).until(() -> !hub.process.isAlive() || rest.isReady());
      if (!hub.process.isAlive()) {
        throw new IllegalStateException("the hub did not start: see " + hub.log);
      }
      return hub;
    } catch (RuntimeException e) {
      hub.close();
      throw e;
    }
  }

  /** The same without waiting until it is ready. */
  static HubProcess launch(String name, Map<String, String> settings) throws IOException {
    return launch(name, settings, Serai.class.getName(), "");
  }

  /**
   * The same with another main class than the hub's own.
   *
   * @param main a class that runs {@link Serai}
   * @param where its class path, empty for the hub's own
   */
  public static HubProcess launch(
      String name, Map<String, String> settings, String main, String where) throws IOException {
    Path log = Path.of("target", "test-logs", name + ".log");
    HubArchive archive = HubArchive.ofThisBuild();
    String classPath = archive.classPath() + (where.isEmpty() ? "" : File.pathSeparator + where);
    var command =
        new JavaCommand(classPath, main, "512m", Map.of())
            .forAShortLife()
            .option("-XX:SharedArchiveFile=" + archive.classes())
            .with("spring.config.additional-location", "file:" + file(name, settings));
    return new HubProcess(command.start(log), log);
  }

  /** A file with its settings. */
  static Path file(String name, Map<String, String> settings) throws IOException {
    Path folder = Files.createDirectories(Path.of("target", "testkit"));
    Path file = folder.resolve(name + ".properties");
    StringBuilder text = new StringBuilder();
    settings.forEach((k, v) -> text.append(k).append('=').append(v).append('\n'));
    return Files.writeString(file, text);
  }

  /** Asks it to end, as an operator or a cluster does (SIGTERM); returns at once. */
  void terminate() {
    process.destroy();
  }

  /** What it ended with. */
  int exitCode(Duration patience) throws InterruptedException {
    if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new IllegalStateException("the hub has not ended: see " + log);
    }
    return process.exitValue();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
