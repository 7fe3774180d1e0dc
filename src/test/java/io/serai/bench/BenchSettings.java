package io.serai.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** What a run can be told by system properties. */
final class BenchSettings {

  private BenchSettings() {}

  /** {@code serai.bench.jar}: the packaged hub. */
  static Path jar() {
    return Path.of(System.getProperty("serai.bench.jar", "target/serai.jar"));
  }

  /** {@code serai.bench.seconds}: how long each scenario is measured. */
  static Duration measured() {
    return Duration.ofSeconds(Integer.getInteger("serai.bench.seconds", 10));
  }

  /** {@code serai.bench.warmup}: how long each scenario runs before. */
  static Duration warmUp() {
    return Duration.ofSeconds(Integer.getInteger("serai.bench.warmup", 5));
  }

  /** {@code serai.bench.hub-options}: options of the hub's JVM, with spaces between. */
  static String[] hubOptions() {
    return System.getProperty("serai.bench.hub-options", "-Xmx1g").trim().split(" +", -1);
  }

  /** {@code serai.bench.only}: words such as {@code FLOOR-32x16}; without it, all scenarios. */
  static List<Scenario> scenarios() {
    String only = System.getProperty("serai.bench.only", "");
    List<String> words = Arrays.asList(only.trim().split("[ ,]+", -1));
    return Stream.of(Scenario.Subject.values())
        .flatMap(BenchSettings::all)
        .filter(s -> only.isBlank() || words.contains(s.subject() + "-" + s.load()))
        .toList();
  }

  private static Stream<Scenario> all(Scenario.Subject subject) {
    if (subject == Scenario.Subject.CHARGES) {
      return Stream.of(new Scenario(subject, 32, 1));
    }
    if (subject == Scenario.Subject.ISSUING_OVERLOAD) {
      // Room for what waits; a network does not hold back because it has no answer yet.
      return Stream.of(new Scenario(subject, 32, 500));
    }
    if (subject == Scenario.Subject.BESIDE_DEAD || subject.isPaced()) {
      return Stream.of(new Scenario(subject, 32, 16));
    }
    return Stream.of(1, 4, 32)
        .flatMap(
            connections ->
                Stream.of(1, 16).map(flight -> new Scenario(subject, connections, flight)));
  }
}
