package io.serai.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * {@code ./mvnw -Pbench verify}: the packaged hub and the peer under the same load, on the same
 * PostgreSQL, one after the other. Prints a table and writes it to {@code target/bench/results.md}.
 */
public final class Bench {

  private static final Path FOLDER = Path.of("target", "bench");
  private static final Duration JIT_WARM_UP = Duration.ofSeconds(45);

  private Bench() {}

  /** Runs the scenarios; see {@link BenchSettings}. */
  public static void main(String[] args) throws IOException, SQLException, InterruptedException {
    Files.createDirectories(FOLDER);
    // Whoever else works on the machine takes from hub and peer alike, but not evenly.
    double loadBefore = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    try (Servers servers = Servers.start(FOLDER, BenchSettings.jar());
        Behind behind = new Behind(servers.hubDatabase())) {
      Runner runner = new Runner(servers, behind, postmaster(servers.hubDatabase()));
      List<Scenario> scenarios = BenchSettings.scenarios();
      warmUp(runner, scenarios);
      List<Result> results = new ArrayList<>();
      for (Scenario scenario : scenarios) {
        Result result =
            runner.run(
                scenario,
                pace(scenario, results),
                BenchSettings.warmUp(),
                BenchSettings.measured());
        results.add(result);
        System.out.printf(
            Locale.ROOT,
            "%s %s: %.0f/s%n",
            scenario.subject().title(),
            scenario.load(),
            result.perSecond());
      }
      String report =
          Report.of(results)
              + String.format(Locale.ROOT, "%nLoad average before the run: %.1f%n", loadBefore);
      System.out.println(report);
      Files.writeString(FOLDER.resolve("results.md"), report);
    }
    // Awaitility and the embedded PostgreSQL leave threads behind.
    System.exit(0);
  }

  /** Requests a second; 0 where the next one is sent as soon as there is an answer. */
  private static double pace(Scenario scenario, List<Result> results) {
    if (!scenario.subject().isPaced()) {
      return 0;
    }
    return results.stream()
            .filter(r -> r.scenario().subject() == scenario.subject().peer())
            .mapToDouble(Result::perSecond)
            .max()
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "serai.bench.only: "
                            + scenario.subject()
                            + " needs "
                            + scenario.subject().peer()))
        * scenario.subject().share();
  }

  /** Compiles what the scenarios will run, so that the first of them does not pay for all. */
  private static void warmUp(Runner runner, List<Scenario> scenarios) throws InterruptedException {
    for (Scenario.Subject subject : Scenario.Subject.values()) {
      // A VAN that is dead stays so.
      if (subject != Scenario.Subject.BESIDE_DEAD
          && !subject.isPaced()
          && scenarios.stream().anyMatch(s -> s.subject() == subject)) {
        int inFlight = subject == Scenario.Subject.CHARGES ? 1 : 16;
        var unused =
            runner.run(new Scenario(subject, 32, inFlight), 0, JIT_WARM_UP, Duration.ofSeconds(1));
      }
    }
  }

  private static ProcessHandle postmaster(String url) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      for (String durable : List.of("fsync", "synchronous_commit", "full_page_writes")) {
        try (ResultSet row = statement.executeQuery("SHOW " + durable)) {
          row.next();
          assertThat(row.getString(1)).as(durable).isEqualTo("on");
        }
      }
      try (ResultSet row = statement.executeQuery("select pg_backend_pid()")) {
        row.next();
        return ProcessHandle.of(row.getLong(1)).flatMap(ProcessHandle::parent).orElseThrow();
      }
    }
  }
}
