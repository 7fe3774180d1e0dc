package io.serai;

import io.serai.cli.SeraiCommand;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** The hub's process. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class Serai {

  /**
   * Starts the hub; with a word such as {@code iso} or {@code keys} first, runs the command {@code
   * serai} instead.
   *
   * <p>A JVM that was told to end (SIGTERM) reports 143 however well it stopped, so that nobody can
   * tell a good stop from a bad one. Spring Boot runs its handlers once the context is closed: what
   * gets that far after a good start ends with 0. A failed start has no such handler and keeps its
   * own code.
   */
  public static void main(String[] args) {
    if (args.length > 0 && !args[0].startsWith("--")) {
      SeraiCommand.main(args);
      return;
    }
    run(new SpringApplication(Serai.class), args);
  }

  /**
   * Starts the hub. Where that fails, Spring has written why, and the process ends with 1: what had
   * been started before would else keep it alive, taking nothing in and seen by no supervisor
   * (S1.78).
   *
   * @param application the hub, with whatever was added to it
   */
  public static void run(SpringApplication application, String... args) {
    ActiveSetInLogs.none();
    try {
      application.run(args);
    } catch (RuntimeException e) {
      System.exit(1);
    }
    SpringApplication.getShutdownHandlers().add(() -> Runtime.getRuntime().halt(0));
  }
}
