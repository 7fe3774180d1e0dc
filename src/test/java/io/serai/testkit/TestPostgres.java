package io.serai.testkit;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;

/** A real PostgreSQL server with as many databases as tests want. Safe for many threads. */
public final class TestPostgres implements AutoCloseable {

  /** The user who may do everything; there is no password. */
  public static final String USER = "postgres";

  private static final String EMPTY = "template1";
  private static final String MIGRATED = "migrated";
  private static final AtomicBoolean STARTED = new AtomicBoolean();

  private final EmbeddedPostgres server;
  private final Queue<String> made = new ConcurrentLinkedQueue<>();
  private final AtomicInteger databases = new AtomicInteger();
  private @Nullable String migrated;

  private TestPostgres(EmbeddedPostgres server) {
    this.server = server;
  }

  /** The server that all tests of this JVM share; it does not flush to disk. */
  public static TestPostgres shared() {
    return Shared.POSTGRES;
  }

  /**
   * Starts a server of one's own.
   *
   * @param fsync whether commits wait for the disk; figures and crash tests need it
   */
  public static TestPostgres start(boolean fsync) {
    try {
      return new TestPostgres(
          EmbeddedPostgres.builder()
              .setServerConfig("fsync", fsync ? "on" : "off")
              // The builder switches these off too; with them off no commit waits for the disk.
              .setServerConfig("synchronous_commit", fsync ? "on" : "off")
              .setServerConfig("full_page_writes", fsync ? "on" : "off")
              .setServerConfig("max_connections", "300")
              .setPGStartupWait(Duration.ofSeconds(60))
              .start());
    } catch (IOException e) {
      throw new UncheckedIOException("PostgreSQL did not start", e);
    }
  }

  /**
   * Makes a database with the hub's tables and nothing in them. It is a copy: all migrations run
   * once for each server.
   *
   * @param name what it is for; a number is added, so that the same name gives another database
   * @return its JDBC URL, user included
   */
  public String freshDatabase(String name) {
    return make(name, migrated());
  }

  /** The same without a table: for what brings its own, or is to be watched while it makes them. */
  public String emptyDatabase(String name) {
    return make(name, EMPTY);
  }

  /**
   * Makes a copy of a database that nobody is connected to.
   *
   * @param url the JDBC URL that {@link #freshDatabase} gave
   * @return the copy's JDBC URL, user included
   */
  public String copyOf(String url) {
    return make(name(url) + "_copy", name(url));
  }

  private static String name(String url) {
    return url.replaceFirst("[?].*", "").replaceFirst(".*/", "");
  }

  private synchronized String migrated() {
    if (migrated == null) {
      String url = make(MIGRATED, EMPTY);
      Flyway.configure().dataSource(url, null, null).load().migrate();
      migrated = name(url);
    }
    return migrated;
  }

  private String make(String name, String template) {
    String database = name.replace("\"", "") + "_" + databases.incrementAndGet();
    try (Connection connection = server.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE \"" + database + "\" TEMPLATE \"" + template + "\"");
    } catch (SQLException e) {
      throw new IllegalStateException("The database " + database + " cannot be made", e);
    }
    if (!template.equals(EMPTY) || !name.equals(MIGRATED)) {
      made.add(database);
    }
    return server.getJdbcUrl(USER, database);
  }

  /** Drops the databases of the shared server, if it was started; whoever uses one is cut off. */
  static void dropShared() {
    if (STARTED.get()) {
      shared().drop();
    }
  }

  private void drop() {
    try (Connection connection = server.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      for (String database = made.poll(); database != null; database = made.poll()) {
        statement.execute("DROP DATABASE IF EXISTS \"" + database + "\" WITH (FORCE)");
      }
    } catch (SQLException e) {
      throw new IllegalStateException("The databases of a test class cannot be dropped", e);
    }
  }

  /** The administrators' database of this server, for settings and termination of connections. */
  public DataSource admin() {
    return server.getPostgresDatabase();
  }

  /** The port it listens on. */
  public int port() {
    return server.getPort();
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException("PostgreSQL did not stop", e);
    }
  }

  private static final class Shared {
    static final TestPostgres POSTGRES = start(false);

    static {
      STARTED.set(true);
    }
  }
}
