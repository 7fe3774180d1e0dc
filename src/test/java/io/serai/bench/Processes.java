package io.serai.bench;

import io.serai.testkit.JavaCommand;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** The processes of a run; all end with it, the last one first. */
final class Processes implements AutoCloseable {

  private static final Duration START = Duration.ofMinutes(3);
  private static final Duration STOP = Duration.ofSeconds(60);

  private final Path folder;
  private final Deque<Process> running = new ArrayDeque<>();

  Processes(Path folder) {
    this.folder = folder;
    Runtime.getRuntime()
        .addShutdownHook(new Thread(() -> running.forEach(Process::destroy), "bench-stop"));
  }

  /** Starts one and waits until it listens. */
  Process start(String name, JavaCommand command, int port) throws IOException {
    Process process = command.start(log(name));
    return awaitPort(name, process, port);
  }

  /** Starts any command and waits until it listens. */
  Process start(String name, List<String> command, int port) throws IOException {
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(log(name).toFile())
            .start();
    return awaitPort(name, process, port);
  }

  private Path log(String name) {
    return folder.resolve(name + ".log");
  }

  private Process awaitPort(String name, Process process, int port) {
    running.push(process);
    Awaitility.await(name + " listens; see " + log(name))
        .atMost(START)
        .failFast(name + " ended; see " + log(name), () -> !process.isAlive())
        .until(() -> listens(port));
    return process;
  }

  private static boolean listens(int port) {
    try (Socket socket = new Socket("localhost", port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public void close() {
    while (!running.isEmpty()) {
      Process process = running.pop();
      process.destroy();
      try {
        if (!process.waitFor(STOP.toSeconds(), TimeUnit.SECONDS)) {
          process.destroyForcibly();
        }
      } catch (InterruptedException e) {
        process.destroyForcibly();
        Thread.currentThread().interrupt();
      }
    }
  }
}
