package io.serai.sandbox;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/**
 * PostgreSQL as a process of its own, with fsync, its data kept; the hub's role and database are
 * made at the first start. Its launcher hears no Ctrl-C for it: {@code pg_ctl} gives it a session
 * of its own.
 */
final class PostgresChild {

  private PostgresChild() {}

  static Child start(SandboxSettings settings, Children children) {
    Path data = settings.folder().resolve("postgres");
    Path log = settings.log("postgres");
    synchronized (children) { // a stop meanwhile waits until the process is known, and ends it
      try {
        Files.createDirectories(data);
        Files.createDirectories(log.toAbsolutePath().getParent());
        EmbeddedPostgres postgres = server(settings, data, log);
        Child child = children.add(child(data, log));
        createDatabase(postgres);
        return child;
      } catch (IOException | SQLException | IllegalStateException e) {
        if (Files.exists(data.resolve("postmaster.pid"))) {
          endWhatStarted(data, log);
        }
        throw new SandboxFailure("postgres did not start: see " + log, e);
      }
    }
  }

  private static EmbeddedPostgres server(SandboxSettings settings, Path data, Path log)
      throws IOException {
    return EmbeddedPostgres.builder()
        .setPort(settings.port(Port.POSTGRES))
        .setDataDirectory(data)
        .setCleanDataDirectory(false)
        .setRegisterShutdownHook(false) // it would not wait for the hub
        .setServerConfig("fsync", "on")
        // The builder switches these off; without them a crash may lose what was answered.
        .setServerConfig("synchronous_commit", "on")
        .setServerConfig("full_page_writes", "on")
        .setServerConfig("max_connections", "200")
        .setServerConfig("listen_addresses", "localhost")
        .setErrorRedirector(ProcessBuilder.Redirect.appendTo(log.toFile()))
        .setOutputRedirector(ProcessBuilder.Redirect.appendTo(log.toFile()))
        .setPGStartupWait(Duration.ofSeconds(90))
        .start();
  }

  private static Child child(Path data, Path log) throws IOException {
    long pid = Long.parseLong(Files.readAllLines(data.resolve("postmaster.pid")).get(0).trim());
    ProcessHandle process =
        ProcessHandle.of(pid).orElseThrow(() -> new IOException("no process " + pid));
    // INT is PostgreSQL's fast shutdown: it does not wait for sessions that stay open
    return new Child("postgres", process, log, "INT", Duration.ofSeconds(30));
  }

  private static void endWhatStarted(Path data, Path log) {
    try {
      child(data, log).end();
    } catch (IOException e) {
      // the file was left by a crash; nothing runs
    }
  }

  private static void createDatabase(EmbeddedPostgres postgres) throws SQLException {
    try (Connection connection = postgres.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      try (ResultSet found =
          statement.executeQuery("SELECT 1 FROM pg_database WHERE datname = 'serai'")) {
        if (found.next()) {
          return;
        }
      }
      statement.execute("CREATE ROLE serai LOGIN PASSWORD 'serai'");
      statement.execute("CREATE DATABASE serai OWNER serai");
    }
  }
}
