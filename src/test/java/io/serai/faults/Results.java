package io.serai.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Locale;

/** The table of what was run: a line a scenario, in {@code target/faults/results.md}. */
final class Results {

  private static final Path FILE = Path.of("target", "faults", "results.md");
  private static final String HEAD =
      """
      | Scenario | Form | Faults | Payments | Card requests | Breaches | Slowest drain | Duration |
      |----------|------|-------:|---------:|--------------:|---------:|--------------:|---------:|
      """;

  private final String scenario;
  private final long began = System.nanoTime();
  private int faults;
  private int cards;
  private Duration slowestDrain = Duration.ZERO;

  Results(String scenario) {
    this.scenario = scenario;
  }

  void fault() {
    faults(1);
  }

  void faults(int more) {
    faults += more;
  }

  /** What a card network asked besides. */
  void cards(int requests) {
    cards = requests;
  }

  void drained(Duration drain) {
    slowestDrain = drain.compareTo(slowestDrain) > 0 ? drain : slowestDrain;
  }

  void progress(int payments) {
    System.out.printf(
        Locale.ROOT,
        "%s: %d faults, %d payments, %.0f s%n",
        scenario,
        faults,
        payments,
        seconds(System.nanoTime() - began));
  }

  /** Writes the line; done before anything is asserted, so that a bad run is seen too. */
  void write(int payments, int breaches) {
    progress(payments);
    String form = FaultSettings.isLong() ? "long, part " + FaultSettings.part() : "short";
    String line =
        String.format(
            Locale.ROOT,
            "| %s | %s | %d | %d | %d | %d | %.1f s | %.0f s |%n",
            scenario,
            form,
            faults,
            payments,
            cards,
            breaches,
            seconds(slowestDrain.toNanos()),
            seconds(System.nanoTime() - began));
    try {
      Files.createDirectories(FILE.getParent());
      if (!Files.exists(FILE)) {
        Files.writeString(FILE, HEAD);
      }
      Files.writeString(FILE, line, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException("the results cannot be written", e);
    }
  }

  private static double seconds(long nanos) {
    return nanos / 1e9;
  }
}
