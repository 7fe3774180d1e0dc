package io.serai.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.TimeUnit;

/** Signals that Java itself does not send. */
final class Signals {

  private Signals() {}

  static void send(Process process, String signal) {
    send(process.pid(), signal);
  }

  static void send(long pid, String signal) {
    try {
      Process kill = new ProcessBuilder("kill", "-" + signal, String.valueOf(pid)).start();
      if (!kill.waitFor(10, TimeUnit.SECONDS) || kill.exitValue() != 0) {
        throw new IllegalStateException("no process " + pid + " took " + signal);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("signals cannot be sent here", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
