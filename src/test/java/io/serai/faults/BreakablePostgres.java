package io.serai.faults;

import static org.awaitility.Awaitility.await;

import io.serai.testkit.Ports;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** PostgreSQL with fsync that is ended without a checkpoint and started again on its data. */
final class BreakablePostgres implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final Path data;
  private final int port = Ports.free();
  private @Nullable EmbeddedPostgres server;

  BreakablePostgres(String name) {
    data =
        Path.of("target", "testkit", name + "-" + ProcessHandle.current().pid()).toAbsolutePath();
    start();
  }

  void start() {
    try {
      EmbeddedPostgres before = server;
      if (before != null) {
        before.close(); // it holds the folder's lock, though its process is gone
      }
      Files.createDirectories(data);
      server =
          EmbeddedPostgres.builder()
              .setPort(port)
              .setDataDirectory(data)
              .setCleanDataDirectory(false)
              .setServerConfig("fsync", "on")
              .setServerConfig("synchronous_commit", "on")
              .setServerConfig("full_page_writes", "on")
              .setServerConfig("max_connections", "100")
              .setServerConfig("min_wal_size", "32MB")
              // No segment of its log is used again, so that a new one needs room on the disk.
              .setServerConfig("wal_keep_size", "10GB")
              // After a panic it stays down, as where nobody can recover without room.
              .setServerConfig("restart_after_crash", "off")
              .setPGStartupWait(PATIENCE)
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException("PostgreSQL did not start", e);
    }
  }

  /** Ends it as {@code pg_ctl stop -m immediate} does; what was committed is in its log. */
  void endAtOnce() {
    Signals.send(postmaster().pid(), "QUIT");
    awaitGone();
  }

  /** Begins new segments of its log until there is no room for one more, and it is gone. */
  void useUpLog() {
    try {
      execute("create table if not exists filler (x int)");
      while (isAlive()) {
        execute("select pg_switch_wal()", "insert into filler values (1)");
      }
    } catch (IllegalStateException e) {
      awaitGone();
    }
  }

  /** Its process may stay for a while as one that nobody has asked about. */
  private void awaitGone() {
    await("PostgreSQL is gone")
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(20))
        .until(() -> !isAlive());
  }

  /** Starts it again, whether it still tries to recover or has given up. */
  void restart() {
    if (isAlive()) {
      endAtOnce();
    }
    start();
  }

  boolean isAlive() {
    return Files.exists(data.resolve("postmaster.pid")) || Ports.taken(port);
  }

  private ProcessHandle postmaster() {
    try {
      String pid = Files.readAllLines(data.resolve("postmaster.pid")).get(0).trim();
      return ProcessHandle.of(Long.parseLong(pid))
          .orElseThrow(() -> new IllegalStateException("PostgreSQL has left its pid behind"));
    } catch (IOException e) {
      throw new UncheckedIOException("PostgreSQL does not run", e);
    }
  }

  void execute(String... statements) {
    EmbeddedPostgres running = server;
    if (running == null) {
      throw new IllegalStateException("PostgreSQL does not run");
    }
    try (Connection connection = running.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    } catch (SQLException e) {
      throw new IllegalStateException("PostgreSQL refuses", e);
    }
  }

  Path data() {
    return data;
  }

  String url(String database) {
    return "jdbc:postgresql://localhost:" + port + "/" + database + "?user=postgres";
  }

  @Override
  public void close() {
    if (isAlive()) {
      endAtOnce();
    }
  }
}
