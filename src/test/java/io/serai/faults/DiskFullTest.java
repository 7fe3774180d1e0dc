package io.serai.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * PostgreSQL has no room left: payments are refused (DE39 96, HTTP 503), nothing is sent that is
 * not in the journal, and all goes on by itself once there is room again (I4).
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class DiskFullTest {

  private static final int FULL_MILLIS = FaultSettings.of(2_000, 30_000);
  private static final int MEANWHILE = FaultSettings.of(30, 500);
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @Test
  void aFullTablespaceAndAFullWriteAheadLogRefuseCleanly() {
    var results = new Results("disk full: the journal's tablespace, then pg_wal");
    try (SmallDisk rows = disk("tablespace", 64);
        SmallDisk log = disk("pg_wal", 160);
        BreakablePostgres postgres = new BreakablePostgres("full-disk")) {
      postgres.endAtOnce();
      move(postgres.data().resolve("pg_wal"), log.folder().resolve("wal"));
      postgres.start();
      Path folder = Files.createDirectories(rows.folder().resolve("tablespace"));
      postgres.execute(
          "create tablespace small location '" + folder + "'",
          "create database hub tablespace small");
      try (World world =
          World.of("full-disk", Map.of("spring.datasource.url", postgres.url("hub")))) {
        Hub hub = world.hub().start();
        try (Load load = new Load(() -> hub, FaultSettings.seed(), 100_000).start(6, 3)) {
          goesOn(load);
          whileRefused(load, results, rows::fill);
          rows.free();
          goesOn(load);
          whileRefused(
              load,
              results,
              () -> {
                log.fill();
                // A new segment finds no room, and PostgreSQL panics.
                postgres.useUpLog();
              });
          log.free();
          postgres.restart();
          goesOn(load);
          load.finish();
          Scenario.end(world, hub, load, results);
        }
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** Fills something up and waits until people are refused by that. */
  private static void whileRefused(Load load, Results results, Runnable fault) {
    fault.run();
    long charges = refusedCharges(load);
    long sales = refusedSales(load);
    results.fault();
    results.progress(load.begun());
    // Others than those who have asked already: an outcome waits until it can be written, and so
    // does whoever takes something back. Of eight terminals some are patient.
    load.start(2, 8);
    await("a shop is told 503 and a terminal 96")
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              assertThat(refusedCharges(load)).isGreaterThan(charges);
              assertThat(refusedSales(load)).isGreaterThan(sales);
            });
    Load.pause(FULL_MILLIS);
  }

  private static long refusedCharges(Load load) {
    return load.charges().stream().filter(Order::wasRefused).count();
  }

  private static long refusedSales(Load load) {
    return load.sales().stream().filter(Sale::wasRefused).count();
  }

  private static void goesOn(Load load) {
    int before = load.charges().stream().mapToInt(o -> o.moved() ? 1 : 0).sum();
    await("people go on paying")
        .atMost(PATIENCE)
        .until(
            () ->
                load.charges().stream().mapToInt(o -> o.moved() ? 1 : 0).sum()
                    > before + MEANWHILE);
  }

  private static SmallDisk disk(String name, int megabytes) {
    try {
      return SmallDisk.mount(name, megabytes);
    } catch (IOException e) {
      System.out.println("Skipped, since nothing can be mounted here: " + e.getMessage());
      Assumptions.abort("nothing can be mounted here: " + e.getMessage());
      throw new IllegalStateException(e);
    }
  }

  private static void move(Path from, Path to) throws IOException {
    Files.createDirectories(to);
    List<Path> files;
    try (Stream<Path> all = Files.walk(from)) {
      files = all.toList();
    }
    for (Path file : files) {
      Path there = to.resolve(from.relativize(file).toString());
      if (Files.isDirectory(file)) {
        Files.createDirectories(there);
      } else {
        Files.copy(file, there);
      }
    }
    for (int i = files.size() - 1; i >= 0; i--) {
      Files.delete(files.get(i));
    }
    Files.createSymbolicLink(from, to);
  }
}
