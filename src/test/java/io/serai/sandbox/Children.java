package io.serai.sandbox;

import io.serai.testkit.JavaCommand;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The processes under this launcher. The last one started is the first one ended. Each has a file
 * with its pid, so that it can be stopped, killed or paused by itself; one that ends unasked is
 * reported and the others keep running.
 */
final class Children {

  private final Path pids;
  private final Deque<Child> running = new ArrayDeque<>();
  private final Writer undertaker;
  private volatile boolean ready;
  private volatile boolean ending;

  Children(SandboxSettings settings) throws IOException {
    pids = Files.createDirectories(settings.folder().resolve("pids"));
    Process process = JavaCommand.of(Undertaker.class, "32m").start(settings.log("undertaker"));
    undertaker = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8);
  }

  /** Takes a process in charge that has just been started. */
  synchronized Child add(Child child) throws IOException {
    running.push(child);
    undertaker.write(child.process().pid() + " " + child.signal() + "\n");
    undertaker.flush();
    Files.writeString(pidFile(child), child.process().pid() + "\n");
    var unused = child.process().onExit().thenAccept(process -> ended(child));
    if (ending) {
      child.end();
    }
    return child;
  }

  synchronized Child start(String name, JavaCommand command, Path log, Duration patience)
      throws IOException {
    Files.deleteIfExists(log);
    ProcessHandle process = command.start(log).toHandle();
    return add(new Child(name, process, log, "TERM", patience));
  }

  /** From now on an end that nobody asked for is reported; before, it fails the start. */
  void ready() {
    ready = true;
  }

  /** Ends all, the last one first; returns once they are gone. */
  void end() {
    ending = true;
    synchronized (this) {
      while (!running.isEmpty()) {
        Child child = running.pop();
        child.end();
        forget(child);
      }
      try {
        undertaker.write("done\n");
        undertaker.close();
      } catch (IOException e) {
        // it was ended before us, which is all that we want of it
      }
    }
  }

  private void ended(Child child) {
    forget(child);
    if (ready && !ending) {
      System.out.printf(
          "Serai sandbox: %s ended, the others keep running; its log: %s%n",
          child.name(), child.log());
    }
  }

  private void forget(Child child) {
    try {
      Files.deleteIfExists(pidFile(child));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path pidFile(Child child) {
    return pids.resolve(child.name() + ".pid");
  }
}
