package io.serai.sandbox;

import java.io.File;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Ends processes: in good order first, by force when that takes too long. */
final class Signals {

  private static final boolean WINDOWS = File.separatorChar == '\\';

  private Signals() {}

  /**
   * Ends a process and waits until it is gone.
   *
   * @param signal {@code TERM}, or what else it takes for good order
   */
  static void end(ProcessHandle process, String signal, Duration patience) {
    if (!process.isAlive()) {
      return;
    }
    if (WINDOWS) {
      process.destroy();
    } else {
      send(process, signal);
      send(process, "CONT"); // one that was paused could not hear it
    }
    if (!gone(process, patience)) {
      process.destroyForcibly();
      gone(process, Duration.ofSeconds(10));
    }
  }

  private static void send(ProcessHandle process, String signal) {
    try {
      new ProcessBuilder("/bin/sh", "-c", "kill -" + signal + " " + process.pid())
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor();
    } catch (IOException e) {
      process.destroy();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static boolean gone(ProcessHandle process, Duration patience) {
    try {
      process.onExit().get(patience.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      return !process.isAlive();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
