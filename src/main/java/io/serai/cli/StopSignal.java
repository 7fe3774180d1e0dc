package io.serai.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * SIGINT and SIGTERM for a command that ends in good order and with an exit code of its own. Java
 * would end the process behind its back, with 130 or 143.
 */
final class StopSignal implements AutoCloseable {

  /** How often to look whether it was given. */
  static final Duration LOOK = Duration.ofMillis(100);

  private static final int LONGEST_SECONDS = 60;

  private final CountDownLatch ended = new CountDownLatch(1);
  private final Thread hook = new Thread(this::stop, "iso-stop");
  private volatile boolean asked;
  private volatile int exit;

  StopSignal() {
    Runtime.getRuntime().addShutdownHook(hook);
  }

  boolean isAsked() {
    return asked;
  }

  /** The command's exit code, also for a process that a signal ends. */
  int exit(int code) {
    exit = code;
    return code;
  }

  private void stop() {
    asked = true;
    try {
      if (ended.await(LONGEST_SECONDS, TimeUnit.SECONDS)) {
        Runtime.getRuntime().halt(exit);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The command is done. */
  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      ended.countDown(); // the process is ending, and this is what it waits for
    }
  }
}
